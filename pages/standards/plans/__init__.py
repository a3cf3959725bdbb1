"""How a plan, and what became of it, can be written down: one file a format."""
