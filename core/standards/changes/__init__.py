"""Putting findings right: proposed, approved by somebody, applied, verified, undone on request."""
