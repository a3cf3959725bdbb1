"""Who is in which team and channel."""
