"""The office file, read, kept and written."""
