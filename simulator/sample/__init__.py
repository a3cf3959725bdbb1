"""Contoso, the sample company: people, teams, what they said, and its office file."""
