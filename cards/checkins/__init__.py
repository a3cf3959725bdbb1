"""The cards of check-ins."""
