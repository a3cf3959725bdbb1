"""Every kind of remedy from its finding to its end, over HTTP to the simulated tenant."""
