"""copydesk: the copy desk for article drafts, a linter for prose."""

__version__ = "0.1.0"
