"""Retros, their notes without authors, votes and actions."""
