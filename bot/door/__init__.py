"""The way in over HTTP: who is let in, and what monitoring asks."""
