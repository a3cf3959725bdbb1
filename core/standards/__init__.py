"""Standards as code: what was read of the tenant, the rules that judge it, and what they found."""
