"""Retros: a team looks back in its channel, phase by phase, and leaves with actions."""
