"""Generated tables of README.md and docs/*.md."""
