"""Core data in, Adaptive Card out: pure functions."""
