"""Buttons of digests."""
