"""What is known of names in a snapshot that has none: what rules that read them said of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from core.days import full_day
from core.standards.clauses import NOT_WHOLE, OUTSIDE, Judgement
from core.standards.facts import Reading, Team
from core.standards.model import AppliesTo, Clause, Outcome, Standard, Waiver
from core.standards.rules import (
    AnyRule,
    OrganisationRule,
    TenantRule,
    Verdict,
    about_team,
    about_tenant,
    unknown,
)
from core.standards.scope import Coverage, covers

# Rules that only count, and compare people and dates; any other may read a name. One that is
# missing here loses nothing but that a changed clause of it cannot be judged without names.
COUNTING = frozenset(
    (
        "activity",
        "apps_current",
        "archived_age",
        "channel_email",
        "channels_at_most",
        "enough_owners",
        "expiration",
        "expiration_policy",
        "expires_soon",
        "few_owners",
        "fun_settings",
        "guest_access",
        "guest_invitations",
        "guest_owners",
        "guest_settings",
        "guests",
        "member_settings",
        "members_active",
        "members_at_least",
        "members_at_most",
        "messaging_settings",
        "never_used",
        "overlapping_teams",
        "owner_load",
        "owners_active",
        "owners_are_members",
        "owners_internal",
        "owners_licensed",
        "private_channel_owners",
        "private_channels",
        "report_names",
        "shared_channels",
        "sideloaded_apps",
        "sprawl",
        "teams_per_person",
        "visibility",
    )
)
NEEDS_NAMES = "names were replaced in the snapshot, and nobody judged this clause before"
KEPT = "kept as it was judged on {day}, before names were replaced"
NOT_MET = "not as the standard asks"

About = tuple[str | None, str | None, str | None]  # a team, a person, a subject


@dataclass(frozen=True, slots=True)
class Hidden:
    """For each `applies_to` that reads names, the answer for every team: a text is why not known.

    `verdicts` are those of each clause that reads names, with the waivers of the day `judged_on`.
    `waivers` tells which team, person or subject of the snapshot each waiver is for. All are found
    by their `fingerprint`, so that nothing of what stands in them is in the snapshot.
    """

    salt: str
    judged_on: date
    scopes: Mapping[str, Mapping[str, bool | str]]
    verdicts: Mapping[str, Sequence[Judgement]]
    waivers: Mapping[str, About]

    def scope(self, applies_to: AppliesTo, teams: Sequence[Team]) -> Coverage:
        """Like `scope` of teams with their names."""
        if not reads_names(applies_to):
            answers: dict[str, bool | str] = {}
            for team in teams:
                told = covers(applies_to, team)
                answers[team.id] = told if isinstance(told, bool) else told.reason
        else:
            answers = dict(self.scopes.get(self.of(applies_to), {}))
        parted: dict[bool, list[Team]] = {True: [], False: []}
        unsure: list[tuple[Team, str]] = []
        for team in teams:
            answer = answers.get(team.id, NEEDS_NAMES)
            if isinstance(answer, str):
                unsure.append((team, answer))
            else:
                parted[answer].append(team)
        return Coverage(parted[True], unsure, parted[False])

    def named(self, standard: Standard) -> Standard:
        """The standard with its waivers for the teams and people of the snapshot."""
        known = [(each, self.waivers.get(self.of(each))) for each in standard.waivers]
        ours = (replace(each, team=of[0], person=of[1], subject=of[2]) for each, of in known if of)
        return replace(standard, waivers=tuple(ours))

    def judgements(
        self, clause: Clause, standard: Standard, rule: AnyRule, teams: Coverage, what: Reading
    ) -> Iterator[Judgement]:
        """What is kept of a clause that reads names, or that nothing is."""
        if isinstance(rule, TenantRule | OrganisationRule) and not what.whole:
            yield about_tenant(what.tenant), NOT_WHOLE
            return
        if not isinstance(rule, OrganisationRule):
            for team in teams.outside:
                yield about_team(team), OUTSIDE
        found = self.verdicts.get(asked(self.salt, standard, clause))
        if found is None:
            yield from _unjudged(rule, teams, what)
            return
        here = {team.id for team in what.tenant.teams}
        for subject, verdict in found:
            if what.whole or subject.team in here:
                yield subject, self._told(verdict)

    def of(self, what: object) -> str:
        """The fingerprint of something that a standard asks."""
        return fingerprint(self.salt, what)

    def _told(self, verdict: Verdict) -> Verdict:
        kept = KEPT.format(day=full_day(self.judged_on))
        match verdict.outcome:
            case Outcome.FAILED:
                says = f"{NOT_MET} ({kept})"
            case Outcome.WAIVED:
                says = f"{NOT_MET}, and accepted ({kept})"
            case Outcome.UNKNOWN:
                says = f"{verdict.says} ({kept})"
            case _:
                says = kept
        return replace(verdict, says=says)


def reads_names(applies_to: AppliesTo) -> bool:
    """Whether it takes names or ids to tell for which teams this is."""
    asked = (applies_to.name, applies_to.classification, applies_to.teams, applies_to.not_teams)
    return any(each not in (None, ()) for each in asked)


def counts_only(rule: str) -> bool:
    """Whether a rule says the same of a team whatever its names are."""
    return rule in COUNTING


def asked(salt: str, standard: Standard, clause: Clause) -> str:
    """The fingerprint of a clause with the teams that it is for."""
    return fingerprint(salt, (standard.name, clause.rule, clause.params, standard.applies_to))


def fingerprint(salt: str, what: object) -> str:
    """The same for the same words and numbers, and nothing can be told from it."""
    return sha256(f"{salt} {_plain(what)}".encode()).hexdigest()[:32]


def _plain(what: object) -> str:
    """Mappings have no order here."""
    if isinstance(what, Mapping):
        return f"{{{', '.join(sorted(f'{key}: {_plain(each)}' for key, each in what.items()))}}}"
    if isinstance(what, tuple | list):
        return f"[{', '.join(map(_plain, what))}]"
    if isinstance(what, AppliesTo | Waiver):
        return f"{what!r}"
    return f"{type(what).__name__} {what!s}"


def _unjudged(rule: AnyRule, teams: Coverage, what: Reading) -> Iterator[Judgement]:
    if isinstance(rule, TenantRule | OrganisationRule):
        yield about_tenant(what.tenant), unknown(NEEDS_NAMES)
        return
    for team, reason in teams.unsure:
        yield about_team(team), unknown(reason)
    for team in teams.inside:
        yield about_team(team), unknown(NEEDS_NAMES)
