"""How sensitive a team says that it is."""

from graph.estate.team import said

WAY = said("classification")
