"""The cards of retros."""
