"""How well a hand is learned: measured on writers whom the networks of cross-validation never saw."""
