"""Turns of a conversation: what came, what answers it, and what is sent."""
