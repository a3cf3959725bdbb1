"""A whole tenant, read for an audit."""
