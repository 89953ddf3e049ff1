"""Settings for all tests."""

from __future__ import annotations

from hypothesis import settings

# How long one example takes says more of the machine than of the code; what has to be fast has a test of its own.
settings.register_profile("copydesk", deadline=None)
settings.load_profile("copydesk")
