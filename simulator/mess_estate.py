"""What is set up in the teams of an untidy tenant, and what is not as it should be there.

It comes on top of a tenant that is made already, with dice of its own: so what that one has stays
as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from simulator.estate import WEBSITE, App, Governance, Label, Policy, Tab
from simulator.facts import Channel, Kind, Person, Team, TenantFacts, made_id
from simulator.mess_people import OUTSIDER
from simulator.names import project_name
from simulator.trouble import Trouble

Ills = frozenset[Trouble]
PLANNER = App("com.microsoft.teamspace.tab.planner", "Planner", "2.4.0")
FORMS = App(made_id("app", "forms"), "Forms", "1.9.0")
EXPENSES = App(made_id("app", "expenses"), "Expenses", "3.1.0", "organization", awaiting="3.2.0")
GAMES = App(made_id("app", "games"), "Games", "0.9.1")
HOMEMADE = App(made_id("app", "homemade"), "Homemade timer", "0.1.0", "sideloaded")
CATALOGUE = (PLANNER, FORMS, EXPENSES, GAMES)
LABELS = tuple(Label(made_id("label", name), name) for name in ("General", "Confidential"))
ODD_LABEL = Label(made_id("label", "Old label"), "Old label")
HOST, ODD_HOST = "wiki.generated.example", "files.elsewhere.example"
WHOLE_LIFE = 365
DESCRIBED, OUTSIDERS, TWO_OWNERS, LEFT_OWNER = 0.7, 0.5, 0.4, 0.2
OTHER_SETTINGS: dict[str, dict[str, bool | str]] = {
    "guestSettings": {"allowDeleteChannels": True},
    "messagingSettings": {"allowUserDeleteMessages": False},
}
OTHERS_AS_OWNERS: dict[Trouble, Callable[[Person], bool]] = {
    Trouble.GUEST_OWNER: lambda person: person.guest,
    Trouble.SERVICE_OWNER: lambda person: person.upn.startswith("svc-"),
}


def settled(facts: TenantFacts, troubles: Mapping[int, Ills], seed: int) -> TenantFacts:
    """The tenant with everything that stands in its teams."""
    dice = Random(seed + 2)
    governance = _governance(facts, seed)
    made: list[Team] = []
    for number, team in enumerate(facts.teams):
        ills = troubles.get(number, frozenset())
        named = _renamed(team, ills, made[-1] if made else None, facts.people, dice)
        owned = _owned(named, ills, facts.people, dice)
        made.append(_set_up(owned, ills, facts.people, dice, governance.policy))
    return replace(
        facts,
        teams=tuple(made),
        outsiders=(OUTSIDER,),
        catalogue=CATALOGUE,
        governance=governance,
    )


def _governance(facts: TenantFacts, seed: int) -> Governance:
    """Of three seeds one has set nothing up."""
    if seed % 3 == 0:
        return Governance()
    rules = {
        "EnableGroupCreation": "false",
        "GroupCreationAllowedGroupId": facts.groups[0].id,
        "PrefixSuffixNamingRequirement": "PRJ-[GroupName]",
        "CustomBlockedWordsList": "Payroll,CEO",
        "AllowGuestsToBeGroupOwner": "true" if seed % 3 == 2 else "false",
    }
    return Governance(rules, Policy(WHOLE_LIFE, "All" if seed % 3 == 1 else "Selected"))


def _renamed(
    team: Team, ills: Ills, before: Team | None, people: Sequence[Person], dice: Random
) -> Team:
    """Who had the name as description has the new one."""
    name = team.name
    if Trouble.PERSONAL_NAME in ills:
        name = dice.choice(people).name
    elif Trouble.NUMBERED in ills and before is not None:
        name = f"{before.name} {dice.randint(2, 9)}"
    elif Trouble.LONG_NAME in ills:
        name = f"{name} and everything else that has to do with {project_name(dice.randrange(99))}"
    elif Trouble.BLOCKED_WORD in ills:
        name = f"{name} TEST"
    written = name if team.description == team.name else team.description
    return replace(team, name=name, description=written)


def _owned(team: Team, ills: Ills, people: Sequence[Person], dice: Random) -> Team:
    """A team without owners gets none, and one whose owners have all left nobody else."""
    if not team.owners or Trouble.ALL_OWNERS_LEFT in ills:
        return team
    owners, members = list(team.owners), list(team.members)
    for kind, is_one in OTHERS_AS_OWNERS.items():
        some = [each.id for each in people if is_one(each)] if kind in ills else []
        if some:
            owners.append(dice.choice(some))
    members += owners[len(team.owners) :]
    if Trouble.ABSENT_OWNER in ills:
        members = [each for each in members if each != team.owners[-1]]
    return replace(team, owners=tuple(dict.fromkeys(owners)), members=tuple(dict.fromkeys(members)))


def _set_up(
    team: Team, ills: Ills, people: Sequence[Person], dice: Random, policy: Policy | None
) -> Team:
    return replace(
        team,
        classification=_classification(ills),
        labels=_labels(ills, dice),
        expires_in=None if policy is None else _ends(ills, dice),
        errors=("exchange/EURPR08",) if Trouble.NOT_PROVISIONED in ills else (),
        guests_allowed=dice.choice((False, False, True)) if Trouble.OWN_SWITCH in ills else None,
        settings=_settings(team, ills),
        apps=_apps(ills),
        plans=() if Trouble.NO_PLAN in ills else ("Work",),
        quiet_days=_quiet(ills, dice),
        channels=tuple(_channel(each, team, ills, people, dice) for each in team.channels),
    )


def _classification(ills: Ills) -> str:
    if Trouble.UNCLASSIFIED in ills:
        return ""
    return "Whatever" if Trouble.ODD_CLASS in ills else "Internal"


def _labels(ills: Ills, dice: Random) -> tuple[Label, ...]:
    if Trouble.UNLABELLED in ills:
        return ()
    return (ODD_LABEL,) if Trouble.ODD_LABEL in ills else (dice.choice(LABELS),)


def _ends(ills: Ills, dice: Random) -> int | None:
    if Trouble.NO_POLICY in ills:
        return None
    return dice.randint(1, 25) if Trouble.ENDING in ills else dice.randint(60, WHOLE_LIFE)


def _settings(team: Team, ills: Ills) -> dict[str, dict[str, bool | str]]:
    other = Trouble.OTHER_SETTINGS in ills and Trouble.LOOSE not in ills
    return team.settings | OTHER_SETTINGS if other else team.settings


def _apps(ills: Ills) -> tuple[App, ...]:
    found = [] if Trouble.NO_REQUIRED_APP in ills else [PLANNER]
    found.append(replace(EXPENSES, version="3.0.9") if Trouble.OLD_APP in ills else EXPENSES)
    found += [GAMES] if Trouble.BANNED_APP in ills else []
    found += [HOMEMADE] if Trouble.SIDELOADED in ills else []
    return tuple(replace(each, awaiting="") for each in found)


def _quiet(ills: Ills, dice: Random) -> int | None:
    if Trouble.NEVER_USED in ills:
        return None
    return dice.randint(95, 400) if Trouble.QUIET in ills else 0


def _channel(
    channel: Channel, team: Team, ills: Ills, people: Sequence[Person], dice: Random
) -> Channel:
    general = channel.id == team.general
    described = dice.random() < DESCRIBED
    made = replace(
        channel,
        description=f"What belongs to {channel.name.lower()}" if described else "",
        email=_email(channel) if general and Trouble.CHANNEL_EMAIL in ills else "",
        tabs=_tabs(ills) if general else (),
    )
    return made if channel.kind is Kind.STANDARD else _of_few(made, people, dice)


def _email(channel: Channel) -> str:
    return f"{channel.id[3:11]}.generated.example@emea.teams.ms"


def _tabs(ills: Ills) -> tuple[Tab, ...]:
    host = ODD_HOST if Trouble.STRANGE_SITE in ills else HOST
    found = [] if Trouble.MISSING_TAB in ills else [Tab("Plan", PLANNER.id)]
    return (*found, Tab("Handbook", WEBSITE, f"https://{host}/start"))


def _of_few(channel: Channel, people: Sequence[Person], dice: Random) -> Channel:
    """Some of these channels have two owners, some one who left; some shared ones an outsider."""
    left = [each.id for each in people if not each.enabled]
    owners, luck = list(channel.owners), dice.random()
    if luck < TWO_OWNERS:
        owners = list(channel.members[:2])
    elif luck < TWO_OWNERS + LEFT_OWNER and left:
        owners = [dice.choice(left)]
    members = dict.fromkeys((*owners, *channel.members))
    if channel.kind is Kind.SHARED and dice.random() < OUTSIDERS:
        members[OUTSIDER.id] = None
    return replace(channel, owners=tuple(owners), members=tuple(members))
