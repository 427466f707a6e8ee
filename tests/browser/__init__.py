"""The page in a real Chromium, served and as static files."""
