"""Whom the office file names, who is asked, and who is away."""

from datetime import date

from core.facts import Gap
from core.people.roles import Role
from core.posting.subjects import Subject
from tests.ground import DAY, MONDAY, Ground, answer, member, office
from tests.store.cards import arrive, show, unshown
from tests.store.retros import begin


async def test_the_staff_are_those_whom_the_office_names(inside: Ground) -> None:
    parts = inside.ports.people.parts
    assert not await parts.is_staff("pat")
    await inside.plan(office())
    assert not await parts.is_staff("pat")
    assert await parts.is_staff("pat@contoso.example")

    await inside.ports.people.names.resolve({"pat@contoso.example": member("pat")})
    assert await parts.is_staff("pat")
    assert not await parts.is_staff("ada")
    told = {who: await parts.at(None, None, who) for who in ("pat", "ada")}
    assert [who for who, each in told.items() if Role.STAFF in each.roles] == ["pat"]


async def test_who_has_a_role_for_a_thing_is_told_by_name_whoever_began_it_first(
    inside: Ground,
) -> None:
    started = await begin(inside, by="kim")
    await inside.roster("ada", "grace", "kim", owners=("grace", "zoe", "ada"))
    who = inside.ports.people.parts.who
    leads = (Role.STARTER, Role.PROJECT_OWNER, Role.TEAM_OWNER, Role.STAFF)

    assert await who("retro", started.retro_id, leads) == ["Kim", "Ada", "Grace"]
    assert await who("retro", started.retro_id, [Role.TEAM_OWNER]) == ["Ada", "Grace"]
    assert await who("retro", started.retro_id, [Role.MEMBER]) == []
    assert await who("retro", "nowhere", leads) == []
    assert await who("round", started.retro_id, leads) == []


async def test_an_office_without_staff_has_none(inside: Ground) -> None:
    await inside.plan(office().replace(", staff: [pat@contoso.example]", ""))

    assert not await inside.ports.people.parts.is_staff("pat")
    assert Role.STAFF not in (await inside.ports.people.parts.at(None, None, "pat")).roles


async def test_names_are_looked_up_until_they_are_known_but_not_all_the_time(
    inside: Ground,
) -> None:
    names = inside.ports.people.names
    await inside.plan(office())
    assert await names.unresolved() == ["ada@contoso.example", "pat@contoso.example"]

    gap = Gap("There is nobody of this name.")
    await names.resolve({"ada@contoso.example": member("ada"), "pat@contoso.example": gap})
    assert await names.unresolved() == []
    await inside.database.run("UPDATE named_people SET asked_at = now() - interval '11 minutes'")
    assert await names.unresolved() == ["pat@contoso.example"]


async def test_who_is_asked_sees_the_open_rounds_that_wait_for_them(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada", "kim")
    asking, keep = inside.ports.checkins.rounds.asking, inside.ports.checkins.answers.keep
    await keep(opened.round_id, "ada", "n" * 8, answer(), "Saved.", MONDAY)

    told = {who: await asking(who, MONDAY) for who in ("ada", "kim", "grace")}
    assert [(each.project, each.answered) for each in told["ada"]] == [("Apollo", True)]
    assert [each.answered for each in told["kim"]] == [False]
    assert told["grace"] == []
    assert await asking("kim", MONDAY + DAY) == []
    await inside.ports.people.absences.away("kim", "Kim", date(2026, 11, 16))
    assert await asking("kim", MONDAY) == []


async def test_to_be_away_changes_the_cards_that_count_this_person(inside: Ground) -> None:
    opened = await inside.open(MONDAY, "ada", "kim")
    away, subject = inside.ports.people.absences.away, Subject("round", opened.round_id)
    await arrive(inside, subject)

    for until in (date(2026, 12, 1), None):
        await away("kim", "Kim", until)
        assert await unshown(inside, subject) == 1
        await show(inside, subject)
    await away("grace", "Grace", None)
    assert await unshown(inside, subject) == 0
    await inside.close(opened.round_id, MONDAY + DAY)
    await show(inside, subject)
    await away("kim", "Kim", date(2026, 12, 1))
    assert await unshown(inside, subject) == 0, "it has closed"
