"""Linters of code, styles, types and workflows; `make lint` runs them."""
