"""Tests: unit mirrors the Python folders, browser drives the page; fixtures are in conftest.py.

Each process multiplies matrices in one thread: two run side by side, and more threads would only wait.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before anything imports numpy
