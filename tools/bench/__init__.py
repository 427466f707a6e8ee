"""Benchmarks of the built page: `make bench`, `make numbers`, `make speedrun`."""
