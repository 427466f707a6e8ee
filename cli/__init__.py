"""The command `numbre`; the only room that imports train, export and web."""
