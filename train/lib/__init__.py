"""What any program needs: files, quiet, Ctrl-C, provenance, tables. Knows nothing of digits."""
