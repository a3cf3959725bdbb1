"""The cards of digests."""
