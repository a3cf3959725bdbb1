"""What is looked up of audits: the newest run, who owns what, who hears of it, when the next is."""

from core.facts import Gap
from core.people.roles import Role
from core.people.rosters import Member
from core.posting.addresses import Address, Met
from core.standards.ports import OwnedTeam, Reader
from tests.ground import CHANNEL, DAY, MONDAY, Ground, member
from tests.standards.tenants import team
from tests.store.findings import CHANNELS, PAIRS, about, done, finding, teams

CENTER = """\
center:
  organisation: Contoso
  time_zone: Europe/Berlin
  staff: [pat@contoso.example, kim@contoso.example, nobody@contoso.example]
audits: [{id: nightly, schedule: {cron: "0 2 * * *"}}]
"""


async def owners(inside: Ground, team_id: str, role: Role = Role.TEAM_OWNER) -> list[str]:
    """Who of two owns the team, or may, as far as is known."""
    at = inside.ports.people.parts.at
    return [who for who in ("ada", "grace") if role in (await at(None, team_id, who)).roles]


async def test_the_newest_whole_run_is_not_one_of_a_team_nor_soon_one_of_fewer_standards(
    inside: Ground,
) -> None:
    assert await inside.ports.standards.runs.latest() is None
    wide = done("wide", finding("apollo"), finding("cedar"), standards=["house", "guests"])
    await inside.ports.standards.runs.keep(wide, teams())
    await inside.ports.standards.runs.keep(
        done("one", whole=False, at=MONDAY + DAY), teams("apollo")
    )
    await inside.ports.standards.runs.keep(done("narrow", at=MONDAY + DAY), teams())

    newest = await inside.ports.standards.runs.latest()
    assert newest
    assert newest.run.id == "wide"
    await inside.ports.standards.runs.keep(done("later", at=MONDAY + 8 * DAY), teams())
    newest = await inside.ports.standards.runs.latest()
    assert newest
    assert newest.run.id == "later"
    assert [each.id for each in await inside.ports.standards.runs.history(2)] == ["narrow", "later"]
    assert [
        each.id for each in await inside.ports.standards.runs.history(9, ["guests", "house"])
    ] == ["wide"]


async def test_of_one_team_the_newest_run_has_what_concerns_it(inside: Ground) -> None:
    first = [finding("apollo"), finding("apollo/Plans", CHANNELS), finding("cedar")]
    pairs = [finding("apollo|cedar", PAIRS), finding("borealis|cedar", PAIRS)]
    await inside.ports.standards.runs.keep(
        done("night-0", finding("apollo"), finding("borealis")), teams()
    )
    await inside.ports.standards.runs.keep(
        done("night-1", *first, *pairs, at=MONDAY + DAY), teams()
    )
    await inside.ports.standards.runs.keep(done("without", at=MONDAY + 2 * DAY), teams("borealis"))

    newest = await inside.ports.standards.runs.latest("apollo")
    assert newest
    assert newest.run.id == "night-1"
    assert about(newest.findings) == ["apollo", "apollo/Plans", "apollo|cedar"]
    assert about(newest.new) == ["apollo/Plans", "apollo|cedar"]
    assert newest.fixed == []
    assert await inside.ports.standards.runs.latest("dovetail") is None


async def test_before_the_first_run_nobody_owns_anything(inside: Ground) -> None:
    assert await inside.ports.standards.runs.owned("ada") == []
    assert await owners(inside, "apollo") == []


async def test_an_owner_s_teams_are_those_of_the_newest_whole_run(inside: Ground) -> None:
    runs = inside.ports.standards.runs
    read = [
        team("cedar", owners=["ada"], name="cedar"),
        team("apollo", owners=["ada", "grace"], name="Apollo"),
        team("borealis", owners="not permitted", name="Borealis"),
    ]
    found = [
        finding("apollo"),
        finding("apollo", level="should"),
        finding("apollo", "guests", level="should"),
        finding("apollo/Plans", CHANNELS),
        finding("apollo", PAIRS, "unknown"),
        finding("apollo", "guests", "waived"),
        finding("borealis"),
    ]
    await runs.keep(done("whole", *found), read)
    asked = done("one", whole=False, at=MONDAY + DAY)
    await runs.keep(asked, [team("cedar", owners=["grace"])])

    assert await runs.owned("ada") == [
        OwnedTeam("apollo", "Apollo", 2, 1, 1),
        OwnedTeam("cedar", "cedar", 0, 0, 0),
    ]
    assert await runs.owned("grace") == [OwnedTeam("apollo", "Apollo", 2, 1, 1)]
    assert await runs.owned("ad") == []


async def test_who_owns_a_team_is_as_it_was_read_last_whoever_asked_for_it(inside: Ground) -> None:
    runs = inside.ports.standards.runs
    for each in ("cedar", "borealis"):
        await inside.meet(each, f"19:{each}@thread.tacv2")
    read = [
        team("cedar", owners=["ada"]),
        team("apollo", owners=["ada", "grace"]),
        team("borealis", owners="not permitted"),
    ]
    await runs.keep(done("whole"), read)
    assert await owners(inside, "cedar") == ["ada"]
    assert await owners(inside, "apollo") == ["ada", "grace"]
    assert await owners(inside, "borealis") == []
    assert await owners(inside, "borealis", Role.PERHAPS_OWNER) == ["ada", "grace"], "nobody knows"
    assert await owners(inside, "cedar", Role.PERHAPS_OWNER) == []

    asked = done("one", whole=False, at=MONDAY + DAY)
    await runs.keep(asked, [team("cedar", owners=["grace"])])
    assert await owners(inside, "cedar") == ["grace"]
    assert await owners(inside, "apollo") == ["ada", "grace"]
    await runs.keep(done("later", at=MONDAY + 2 * DAY), [team("cedar", owners="throttled")])
    assert await owners(inside, "cedar") == ["grace"], "a gap replaces nothing"
    await runs.keep(done("none", at=MONDAY + 3 * DAY), [team("cedar", owners=[])])
    assert await owners(inside, "cedar") == []


async def test_a_run_that_is_kept_again_owns_nothing_anew(inside: Ground) -> None:
    runs = inside.ports.standards.runs
    await runs.keep(done("one"), [team("apollo", owners=["ada"])])
    await runs.keep(done("two", at=MONDAY + DAY), [team("apollo", owners=["grace"])])
    await runs.keep(done("one"), [team("apollo", owners=["ada"])])

    assert await owners(inside, "apollo") == ["grace"]


async def test_readers_are_people_whom_we_know_with_the_chat_if_there_is_one(
    inside: Ground,
) -> None:
    runs = inside.ports.standards.runs
    assert await runs.readers(None) == []
    await inside.plan(CENTER)
    found: dict[str, Member | Gap] = {
        "pat@contoso.example": member("pat"),
        "kim@contoso.example": member("kim"),
        "nobody@contoso.example": Gap("nobody is called so"),
    }
    await inside.ports.people.names.resolve(found)
    for chat, person in {"a:pat": "pat", CHANNEL: None, "a:lou": "lou"}.items():
        address = Address(chat, "http://127.0.0.1:9/", "28:bot", "home")
        await inside.ports.posting.addresses.learn(Met(address, None, person))

    assert await runs.readers(None) == [Reader("pat", "a:pat"), Reader("kim", "person:kim")]
    named = ["lou", "pat", "pat@contoso.example", "somebody"]
    assert await runs.readers(named) == [Reader("lou", "a:lou"), Reader("pat", "a:pat")]

    await inside.ports.posting.addresses.close("a:pat", None, "blocked")
    assert await runs.readers(None) == [Reader("pat", "person:pat"), Reader("kim", "person:kim")]


async def test_whose_audits_they_are_and_when_the_next_is_stands_in_the_office(
    inside: Ground,
) -> None:
    runs = inside.ports.standards.runs
    assert (await runs.center(), await runs.next_at()) == (("", "UTC"), None)

    await inside.plan(CENTER)
    assert await runs.center() == ("Contoso", "Europe/Berlin")
    assert await runs.next_at() == MONDAY.replace(hour=1) + DAY
