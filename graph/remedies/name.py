"""What a team is called."""

from graph.estate.team import said

WAY = said("displayName")
