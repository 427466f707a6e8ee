"""The command `numbre`; in the installed package, the only folder that imports train, export and web."""
