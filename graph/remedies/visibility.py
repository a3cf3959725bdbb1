"""Whether everybody may join a team."""

from graph.estate.team import said

WAY = said("visibility", lower=True)
