"""Drawings and scans -> variations of them, and examples rendered from them."""
