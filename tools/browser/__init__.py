"""A real Chromium and servers for it: for benchmarks and tests."""
