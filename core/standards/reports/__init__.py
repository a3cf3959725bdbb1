"""What people are told of a run: causes, worst first, what changed, and to whom it is news."""
