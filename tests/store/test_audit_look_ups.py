"""What is looked up of audits: the newest run, who owns what, who hears of it, when the next is."""

from core.facts import Gap
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


async def test_the_newest_whole_run_is_not_one_of_a_team_nor_soon_one_of_fewer_standards(
    inside: Ground,
) -> None:
    assert await inside.ports.runs.latest() is None
    wide = done("wide", finding("apollo"), finding("cedar"), standards=["house", "guests"])
    await inside.ports.runs.keep(wide, teams())
    await inside.ports.runs.keep(done("one", whole=False, at=MONDAY + DAY), teams("apollo"))
    await inside.ports.runs.keep(done("narrow", at=MONDAY + DAY), teams())

    newest = await inside.ports.runs.latest()
    assert newest
    assert newest.run.id == "wide"
    await inside.ports.runs.keep(done("later", at=MONDAY + 8 * DAY), teams())
    newest = await inside.ports.runs.latest()
    assert newest
    assert newest.run.id == "later"
    assert [each.id for each in await inside.ports.runs.history(2)] == ["narrow", "later"]
    assert [each.id for each in await inside.ports.runs.history(9, ["guests", "house"])] == ["wide"]


async def test_of_one_team_the_newest_run_has_what_concerns_it(inside: Ground) -> None:
    first = [finding("apollo"), finding("apollo/Plans", CHANNELS), finding("cedar")]
    pairs = [finding("apollo|cedar", PAIRS), finding("borealis|cedar", PAIRS)]
    await inside.ports.runs.keep(done("night-0", finding("apollo"), finding("borealis")), teams())
    await inside.ports.runs.keep(done("night-1", *first, *pairs, at=MONDAY + DAY), teams())
    await inside.ports.runs.keep(done("without", at=MONDAY + 2 * DAY), teams("borealis"))

    newest = await inside.ports.runs.latest("apollo")
    assert newest
    assert newest.run.id == "night-1"
    assert about(newest.findings) == ["apollo", "apollo/Plans", "apollo|cedar"]
    assert about(newest.new) == ["apollo/Plans", "apollo|cedar"]
    assert newest.fixed == []
    assert await inside.ports.runs.latest("dovetail") is None


async def test_before_the_first_run_nobody_owns_anything(inside: Ground) -> None:
    assert await inside.ports.runs.owned("ada") == []
    assert not await inside.ports.runs.owns("one", "apollo", "ada")


async def test_an_owner_s_teams_are_those_of_the_newest_whole_run(inside: Ground) -> None:
    runs = inside.ports.runs
    read = [
        team("cedar", owners=["ada"], name="cedar"),
        team("apollo", owners=["ada", "grace"], name="Apollo"),
        team("borealis", owners="not permitted", name="Borealis"),
    ]
    found = [
        finding("apollo"),
        finding("apollo/Plans", CHANNELS),
        finding("apollo", PAIRS, "unknown"),
        finding("apollo", "guests", "waived"),
        finding("borealis"),
    ]
    await runs.keep(done("whole", *found), read)
    asked = done("one", whole=False, at=MONDAY + DAY)
    await runs.keep(asked, [team("cedar", owners=["grace"])])

    assert await runs.owned("ada") == [
        OwnedTeam("apollo", "Apollo", 2, 0, 1),
        OwnedTeam("cedar", "cedar", 0, 0, 0),
    ]
    assert await runs.owned("grace") == [OwnedTeam("apollo", "Apollo", 2, 0, 1)]
    assert await runs.owned("ad") == []
    assert not await runs.owns("one", "cedar", "ada"), "not any more when that run read it"
    assert await runs.owns("one", "cedar", "grace")
    assert await runs.owns("whole", "cedar", "ada")
    assert not await runs.owns("whole", "borealis", "ada"), "nobody knows"


async def test_readers_are_people_whom_we_know_with_the_chat_if_there_is_one(
    inside: Ground,
) -> None:
    runs = inside.ports.runs
    assert await runs.readers(None) == []
    await inside.plan(CENTER)
    found: dict[str, Member | Gap] = {
        "pat@contoso.example": member("pat"),
        "kim@contoso.example": member("kim"),
        "nobody@contoso.example": Gap("nobody is called so"),
    }
    await inside.ports.rosters.resolve(found)
    for chat, person in {"a:pat": "pat", CHANNEL: None, "a:lou": "lou"}.items():
        address = Address(chat, "http://127.0.0.1:9/", "28:bot", "home")
        await inside.ports.addresses.learn(Met(address, None, person))

    assert await runs.readers(None) == [Reader("pat", "a:pat"), Reader("kim", None)]
    named = ["lou", "pat", "pat@contoso.example", "somebody"]
    assert await runs.readers(named) == [Reader("lou", "a:lou"), Reader("pat", "a:pat")]

    await inside.ports.addresses.close("a:pat", None, "blocked")
    assert await runs.readers(None) == [Reader("pat", None), Reader("kim", None)]


async def test_whose_audits_they_are_and_when_the_next_is_stands_in_the_office(
    inside: Ground,
) -> None:
    runs = inside.ports.runs
    assert (await runs.center(), await runs.next_at()) == (("", "UTC"), None)

    await inside.plan(CENTER)
    assert await runs.center() == ("Contoso", "Europe/Berlin")
    assert await runs.next_at() == MONDAY.replace(hour=1) + DAY
