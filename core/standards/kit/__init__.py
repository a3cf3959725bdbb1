"""What several rules judge by: names and people that are alike, hosts, switches."""
