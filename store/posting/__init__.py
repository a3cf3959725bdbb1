"""Outgoing messages, the cards they carry, where they go, and how fast."""
