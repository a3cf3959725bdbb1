"""The office file of a generated tenant: a project and a check-in for each of its channels."""

import json
from collections.abc import Iterator

from simulator.facts import Channel, Team, TenantFacts

NEVER = "0 9 1 1 *"  # rounds are opened by hand; this one is months away for most of the year


def channels(facts: TenantFacts, most: int) -> list[tuple[Team, Channel]]:
    """The first `most` channels, team by team."""
    every = [(team, channel) for team in facts.teams for channel in team.channels]
    return every[:most]


def office(facts: TenantFacts, most: int) -> str:
    """YAML for the first `most` channels."""
    chosen = channels(facts, most)
    owners = {person.id: person.upn for person in facts.people}
    lines = [
        "center:",
        f"  organisation: {facts.organisation}",
        "  time_zone: UTC",
        f"  staff: [{facts.people[0].upn}]",
        "projects:",
        *_projects(chosen, owners),
        "checkins:",
        *_checkins(chosen),
    ]
    return "\n".join(lines) + "\n"


def _projects(chosen: list[tuple[Team, Channel]], owners: dict[str, str]) -> Iterator[str]:
    for number, (team, channel) in enumerate(chosen):
        yield _line(
            {
                "id": f"p{number:04}",
                "title": f"{team.name} {channel.name}",
                "kind": "project",
                "owner": owners[team.owners[0]],
                "team": team.id,
                "channel": channel.id,
            }
        )


def _checkins(chosen: list[tuple[Team, Channel]]) -> Iterator[str]:
    for number, _ in enumerate(chosen):
        yield _line(
            {
                "id": f"c{number:04}",
                "project": f"p{number:04}",
                "questions": "stop-look-listen",
                "mode": "channel",
                "schedule": {"cron": NEVER, "time_zone": "UTC"},
                "open_for": "24h",
                "respondents": "members",
            }
        )


def _line(fields: dict[str, object]) -> str:
    """One entry in YAML's own JSON form."""
    return f"  - {json.dumps(fields, ensure_ascii=False)}"
