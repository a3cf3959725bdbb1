"""What repeats, and what came due."""
