"""Run folder -> bundle that the page can load."""
