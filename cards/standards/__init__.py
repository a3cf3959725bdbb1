"""The cards of audits."""
