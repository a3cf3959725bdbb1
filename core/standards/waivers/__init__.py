"""Exceptions that somebody answers for: asked for, approved, and then honoured until their day."""
