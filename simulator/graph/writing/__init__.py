"""What changes the simulated tenant through Graph: a write really changes it, or is refused."""
