"""Published data -> trained and evaluated networks."""
