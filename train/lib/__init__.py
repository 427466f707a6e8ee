"""What any program needs: files, records, quiet, Ctrl-C, provenance, tables. Knows nothing of digits."""
