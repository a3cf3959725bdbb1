"""Digests, decisions and questions."""
