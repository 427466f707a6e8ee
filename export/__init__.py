"""Run folder -> bundle: a network that the page can load, with its card and golden vectors."""
