"""What is proposed for a team that is archived."""

from core.standards.changes.planning import planned
from core.standards.engine import judge
from core.standards.model import RemedyMode
from tests.standards.standards import TODAY, clause, standard
from tests.standards.tenants import reading, team


def test_of_an_archived_team_nothing_is_written_but_who_is_in_it() -> None:
    asked = standard(
        clause("member_settings", expect={"allowDeleteChannels": False}),
        clause("description", at_least=10),
        clause("enough_owners", at_least=1),
    )

    what = reading(team(owners=[], members=["ada"], archived=True))
    found = planned(judge([asked], what, TODAY).findings, what.tenant, [asked])

    assert {each.kind: each.mode for each in found} == {
        "add_owners": RemedyMode.APPROVE,
        "describe_team": RemedyMode.GUIDED,
        "set_member_settings": RemedyMode.GUIDED,
    }
    assert all("The team is archived" in each.steps for each in found[1:])
