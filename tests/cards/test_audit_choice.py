"""An owner finds their teams in a chat, the worst first, each with a way to see it."""

from cards.kit.elements import SIZE_LIMIT, size, to_json
from cards.standards import audit_choice
from core.standards.ports import OwnedTeam
from tests.cards.audit_findings import NIGHT, ZONE
from tests.cards.renderer import elements, shown


def wire(*teams: OwnedTeam) -> dict[str, object]:
    """The card as Teams gets it."""
    return to_json(audit_choice.build(teams, NIGHT, ZONE))


def test_the_worst_team_comes_first_with_what_is_open_in_words() -> None:
    said = shown(wire(OwnedTeam("1", "Book club", 0, 0, 0), OwnedTeam("2", "Finance", 1, 2, 1)))

    assert said == (
        "Your 2 teams · all met in 1 What is not met, as read Thu 19 Nov, 2:10 "
        "Finance ■ 1 must · ▲ 2 should · ○ 1 unknown Book club ● all met"
    )


def test_what_is_not_known_does_not_count_as_met() -> None:
    assert "Your 2 teams · none with all met" in shown(wire(*[OwnedTeam("1", "A", 0, 0, 1)] * 2))


def test_each_team_has_a_button_with_its_id() -> None:
    found = elements(wire(OwnedTeam("1f0c", "Finance", 0, 0, 0)))
    buttons = [each for each in found if each.get("type") == "Action.Execute"]

    assert [(each["title"], each["verb"], each["data"]) for each in buttons] == [
        ("Show", "audit.team", {"team": "1f0c"})
    ]


def test_many_teams_with_long_names_fit_and_the_rest_is_counted() -> None:
    made = wire(*[OwnedTeam(f"{each}", "🚧" * 256, 1, 1, 1) for each in range(70)])

    assert size(made) <= SIZE_LIMIT
    assert "50 more. Write “@Process Center audit” in their channels" in shown(made)


def test_who_owns_nothing_is_told_what_they_may_ask() -> None:
    said = shown(wire())

    assert said.startswith("You own no team")
    assert "Type help for what else you can ask." in said
