"""Tests: unit mirrors the Python folders, browser drives the page; fixtures are in conftest.py."""
