"""What a standard says arrives as it was meant; what it cannot say never does harm."""

from contextlib import suppress
from datetime import date
from json import dumps

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import StandardError
from core.standards.checks import ended
from core.standards.engine import rules
from core.standards.facts import Visibility
from core.standards.model import AppliesTo, Level, Seen, Severity, Standard
from core.standards.params import GiphyRating, Groups, Layout, NamedApp, WantedChannel, WantedTab
from core.standards.signatures import Parameter, parameters
from tests.content.standards import GOOD, TEAM, clause, tidy, waiver

FABRIKAM = "0f0e1d2c-0000-4000-8000-00000000abcd"

# How each parameter may be written, and what it becomes; `rule.name` where a rule has it otherwise.
WRITTEN: dict[str, tuple[str, object]] = {
    "at_least": ("0", 0),
    "at_least_members": ("4", 4),
    "at_most": ("12", 12),
    "count": ("3", 3),
    "similarity": ("0.75", 0.75),
    "count_archived": ("true", True),
    "allowed": ("FALSE", False),
    "must_be": ("hiddenMembership", Visibility.HIDDEN),
    "pattern": ('"^[A-Z] "', "^[A-Z] "),
    "example": ("A team", "A team"),
    "except": ("[Old one, '2026']", ("Old one", "2026")),
    "expect": (
        "{allowDeleteChannels: false, allowAddRemoveApps: true}",
        {"allowDeleteChannels": False, "allowAddRemoveApps": True},
    ),
    "blocked": ("[Test, '2026', do not use]", ("Test", "2026", "do not use")),
    "patterns": ('["^svc-", "@bots[.]"]', ("^svc-", "@bots[.]")),
    "any_of": ("[Kim@contoso.example]", ("kim@contoso.example",)),
    "people": ("[Kim@contoso.example, ada@c.example]", ("kim@contoso.example", "ada@c.example")),
    "days": ("30", 30),
    "departments": ("[Sales, '4711']", ("Sales", "4711")),
    "share": ("0.3", 0.3),
    "classification.allowed": ("[Internal, Top secret]", ("Internal", "Top secret")),
    "sensitivity_label.allowed": ("[Internal, Top secret]", ("Internal", "Top secret")),
    "guest_domains.allowed": (
        '[Partner.example, "*.münchen.example"]',
        ("partner.example", "*.münchen.example"),
    ),
    "guest_settings.expect": (
        "{allowDeleteChannels: false, allowCreateUpdateChannels: true}",
        {"allowDeleteChannels": False, "allowCreateUpdateChannels": True},
    ),
    "messaging_settings.expect": (
        "{allowOwnerDeleteMessages: false, allowTeamMentions: true}",
        {"allowOwnerDeleteMessages": False, "allowTeamMentions": True},
    ),
    "fun_settings.expect": (
        "{allowGiphy: true, giphyContentRating: strict}",
        {"allowGiphy": True, "giphyContentRating": GiphyRating.STRICT},
    ),
    "allowed_tenants": ("[0F0E1D2C-0000-4000-8000-00000000ABCD]", (FABRIKAM,)),
    "allowed_hosts": (
        "[Contoso.example., '*.contoso.example', intranet, xn--bcher-kva.example]",
        ("contoso.example", "*.contoso.example", "intranet", "xn--bcher-kva.example"),
    ),
    "tabs": (
        "[{channel: Status, app: planner}, "
        "{channel: Lab, app: web, name: Wiki, url: 'https://wiki.contoso.example/a?b=c'}]",
        (
            WantedTab(channel="Status", app="planner"),
            WantedTab(
                channel="Lab", app="web", name="Wiki", url="https://wiki.contoso.example/a?b=c"
            ),
        ),
    ),
    "names": (
        "[Status, {name: Lab, description: Tests, layout: chat}, '2026']",
        (
            WantedChannel(name="Status"),
            WantedChannel(name="Lab", description="Tests", layout=Layout.CHAT),
            WantedChannel(name="2026"),
        ),
    ),
    "apps": (
        "[planner, {id: forms, name: Forms}]",
        (NamedApp(id="planner"), NamedApp(id="forms", name="Forms")),
    ),
    "naming_policy.pattern": ('"GRP-[GroupName]"', "GRP-[GroupName]"),
    "title": ("Project plan", "Project plan"),
    "restricted_to": ("1f0c-7a52", "1f0c-7a52"),
    "days_at_most": ("180", 180),
    "groups": ("Selected", Groups.SELECTED),
    "per_100": ("25", 25),
    "inactive_share": ("0.2", 0.2),
}


def written(rule: str, parameter: Parameter) -> tuple[str, object]:
    """How a parameter of this rule may be written, and what it becomes."""
    return WRITTEN.get(f"{rule}.{parameter.name}") or WRITTEN[parameter.name]


def only(standard: Standard) -> dict[str, object]:
    """The parameters of its first clause."""
    return dict(standard.clauses[0].params)


def test_a_standard_is_read_as_the_contract_writes_it() -> None:
    standard = tidy(GOOD)

    assert (standard.name, standard.title) == ("tidy", "Tidy teams")
    assert standard.applies_to == AppliesTo("^PRJ-", Visibility.PRIVATE)
    (found,) = standard.clauses
    assert (found.rule, found.level, found.severity) == (
        "enough_owners", Level.MUST, Severity.HIGH,
    )  # fmt: skip
    assert found.params == {"at_least": 2}
    (waived,) = standard.waivers
    assert (waived.team, waived.accepted, waived.until) == (TEAM, 1, date(2027, 1, 31))


@pytest.mark.parametrize("rule", rules())
def test_every_parameter_of_every_rule_can_be_written(rule: str) -> None:
    wanted = {each.name: written(rule, each) for each in parameters(rules()[rule])}
    block = ", ".join(f"{name}: {text}" for name, (text, _) in wanted.items())

    read = only(tidy(clause(rule, f"{{{block}}}")))

    assert read == {name: value for name, (_, value) in wanted.items()}


@pytest.mark.parametrize("rule", rules())
def test_a_rule_needs_no_more_than_its_signature_says(rule: str) -> None:
    needed = {each.name: written(rule, each) for each in parameters(rules()[rule]) if each.required}
    block = ", ".join(f"{name}: {text}" for name, (text, _) in needed.items())

    assert set(only(tidy(clause(rule, f"{{{block}}}")))) == set(needed)


@pytest.mark.parametrize(
    ("parameter", "written"),
    [
        (Parameter("pattern", str, required=True, default=None), "pattern: …"),
        (Parameter("at_least", int, required=False, default=2), "at_least: 2"),
        (Parameter("at_most", int, required=False, default=0), "at_most: 0"),
        (Parameter("allowed", bool, required=False, default=False), "allowed: false"),
        (Parameter("example", str, required=False, default=""), "[example]"),
        (Parameter("except", tuple, required=False, default=()), "[except]"),
    ],
)
def test_a_parameter_is_listed_with_what_it_is_when_left_out(
    parameter: Parameter, written: str
) -> None:
    assert parameter.written == written


def test_everything_about_which_teams_can_be_said() -> None:
    other = TEAM.replace("1f0c", "2f0c")
    link = f"https://teams.microsoft.com/l/team/19%3Aa%40thread.tacv2/conversations?groupId={other}"
    text = GOOD.replace(
        '{name: "^PRJ-", visibility: private}',
        f"{{classification: Secret, teams: [{TEAM}], not_teams: [{link}], archived: false}}",
    )

    assert tidy(text).applies_to == AppliesTo(
        classification="Secret", teams=(TEAM,), not_teams=(other,), archived=False
    )


def test_a_standard_without_applies_to_is_for_every_team() -> None:
    text = GOOD.replace('applies_to: {name: "^PRJ-", visibility: private}\n', "")

    assert tidy(text).applies_to == AppliesTo()


def test_one_rule_may_stand_as_must_and_as_should() -> None:
    levels = [each.level for each in tidy(clause("enough_owners", "{at_least: 3}")).clauses]

    assert levels == [Level.SHOULD, Level.MUST]


def test_a_reason_may_run_over_several_lines() -> None:
    text = GOOD.replace("why: A team whose", "why: >\n      A team\n      whose")

    assert tidy(text).clauses[0].why.startswith("A team whose only owner left")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("0.8", 0.8),
        ("-1", -1),
        ("true", True),
        ('"1"', "1"),
        ("public", "public"),
        ("[Status, '2026']", ("Status", "2026")),
        ("[]", ()),
        ("~", None),
    ],
)
def test_what_is_accepted_keeps_its_kind(written: str, value: Seen) -> None:
    line = "rule: enough_owners, person: a@b.example, reason: R, approved_by: p@c.example, "
    (waived,) = tidy(waiver(f"{line}until: 2027-01-31, accepted: {written}")).waivers

    assert waived.accepted == value
    assert type(waived.accepted) is type(value)


def test_a_waiver_ends_after_its_day() -> None:
    standard = tidy(GOOD)

    assert ended(standard, date(2027, 1, 31)) == []
    assert ended(standard, date(2027, 2, 1)) == list(standard.waivers)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_any_bytes_are_a_standard_or_its_mistakes(data: bytes) -> None:
    with suppress(StandardError):
        tidy(data.decode("utf-8", "replace"))


PIECES = [
    *GOOD.split(),
    "\n",
    "  - ",
    "{",
    "}",
    "[",
    "]",
    "&a",
    "*a",
    "!x",
    "'",
    '"',
    "|",
    ">",
    "~",
]


@given(st.data())
def test_a_standard_with_something_changed_is_one_or_has_mistakes(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 40)))
    new = data.draw(st.sampled_from(PIECES) | st.text(max_size=8))

    with suppress(StandardError):
        assert tidy(f"{GOOD[:start]}{new}{GOOD[end:]}").clauses


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


@given(st.sampled_from(sorted(rules())), VALUES)
@example("name_pattern", "(?P<a>")
@example("name_pattern", "(?i")
@example("name_pattern", "a" * 200)
def test_any_value_of_a_parameter_is_read_or_refused(rule: str, value: object) -> None:
    names = [each.name for each in parameters(rules()[rule])] or ["none"]
    block = ", ".join(f"{name}: {dumps(value)}" for name in names)

    with suppress(StandardError):
        read = only(tidy(clause(rule, f"{{{block}}}")))
        assert set(read) <= set(names)
