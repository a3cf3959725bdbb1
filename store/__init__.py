"""All that Process Center keeps: SQL on PostgreSQL."""
