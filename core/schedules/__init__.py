"""When something repeats, and what of it is due."""
