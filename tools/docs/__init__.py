"""The tables of README and docs, from committed results."""
