"""People, teams and rosters."""
