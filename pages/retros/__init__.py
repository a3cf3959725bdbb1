"""A retro as a file."""
