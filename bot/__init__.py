"""The way in, and the place where everything is put together."""
