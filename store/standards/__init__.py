"""Audits and their runs, with all that they found."""
