"""Buttons of check-ins."""
