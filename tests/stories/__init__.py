"""Stories that a user would tell, through HTTP from end to end."""
