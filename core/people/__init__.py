"""Who is where: teams, their rosters, and who somebody is for a thing."""
