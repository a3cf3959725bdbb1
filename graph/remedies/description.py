"""What a team says that it is for."""

from graph.estate.team import said

WAY = said("description")
