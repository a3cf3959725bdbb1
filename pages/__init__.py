"""Core data in, files out: pages, tables and texts, by pure functions."""
