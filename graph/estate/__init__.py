"""The tenant where it is written: what several things share, and the way to each."""
