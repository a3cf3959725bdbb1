"""Digests: one honest card for a leader, of what is in their scope and nothing else."""
