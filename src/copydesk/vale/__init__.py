"""Vale's styles, run as Vale runs them."""
