"""One test file for each module; fixtures are in conftest.py."""
