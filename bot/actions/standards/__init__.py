"""Buttons of audits."""
