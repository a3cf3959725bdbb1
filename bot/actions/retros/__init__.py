"""Buttons of retros."""
