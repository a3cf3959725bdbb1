"""The rules and their engine."""
