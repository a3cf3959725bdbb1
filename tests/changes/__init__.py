"""Plans, approvals, applying and undoing: on a small world and a real database."""
