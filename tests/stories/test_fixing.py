"""What an audit found is put right from a card, by who may, and put back."""

from datetime import UTC, datetime, timedelta

import pytest

from core.standards import who as words_of
from core.standards.changes.kinds import kinds
from core.standards.changes.reviewing import CHANGED, NONE_TICKED
from tests.rehearsal import Rehearsal
from tests.stories.audits import ASK, NIGHT, members, night, owners
from tests.stories.digests import chat, opens, presses, sends
from tests.stories.fixing import approves, cards, done, numbers, reminded, review
from tests.stories.people import Form, Person, read, said
from tests.stories.waivers import EMBER, ONE_OWNER, TWO_OF_US, owner_of_ember

OWNER = "Make somebody an owner"
SWITCHES = "Set what members may do as the standard asks"
MORNING = NIGHT.replace(hour=15)


@pytest.fixture
async def pat(center: Rehearsal) -> Person:
    """One of the Process Center, in a chat."""
    return await chat(center, "pat")


@pytest.fixture
async def darnell(center: Rehearsal) -> Person:
    """An owner of PRJ-Ember, who has its audit in its channel."""
    darnell = await owner_of_ember(center)
    assert ONE_OWNER in await darnell.writes(ASK)
    return darnell


@pytest.fixture
async def own(center: Rehearsal, darnell: Person) -> Person:
    """The same in their own chat."""
    return Person(center, darnell.name, darnell.chat)


async def test_an_owner_puts_it_right_and_back(
    center: Rehearsal, darnell: Person, own: Person
) -> None:
    form = await review(darnell)
    shown = read(form.card)
    assert ONE_OWNER in shown
    assert "Now: allowDeleteChannels on → off" in shown
    assert form.filled[numbers(form)[SWITCHES]] == "true", "what can be taken back is preselected"
    assert form.filled[numbers(form)[OWNER]] == "false", "people are chosen one by one"

    heard = said(await approves(form, SWITCHES))
    assert heard == "Saved. It is being done now; a card in our chat shows what became of it."
    await done(center)
    (card,) = cards(center, own.chat, "PRJ-Ember · ")
    assert card.startswith("PRJ-Ember · done\nApproved by Darnell Hughes")
    assert "Done: Now what members may do is as the standard asks" in card
    (line,) = cards(center, EMBER, "This team was changed")
    assert line == (
        "This team was changed: Now what members may do is as the standard asks."
        " Approved by Darnell Hughes."
    )
    assert "allowDeleteChannels" not in read((await review(darnell)).card), "is not offered twice"
    assert "members may delete channels" not in await darnell.writes(ASK)

    assert said(await presses(own, "audit.undo")).startswith("It is being put back.")
    await done(center)
    assert cards(center, own.chat, "PRJ-Ember · ")[-1].startswith("PRJ-Ember · put back")
    assert cards(center, own.chat, "PRJ-Ember · ")[-1].split("\n")[1] == (
        "Approved by Darnell Hughes. Put back by Darnell Hughes"
    )
    assert cards(center, EMBER, "This team was changed") == [
        "This team was changed: Set what members may do as the standard asks."
        " Approved by Darnell Hughes, put back by Darnell Hughes."
    ]
    assert "members may delete channels" in await darnell.writes(ASK)


async def test_an_owner_is_chosen_and_hears_of_it(
    center: Rehearsal, darnell: Person, own: Person
) -> None:
    yuki = await chat(center, "yuki.tanabe")
    members(center, "PRJ-Ember").append(yuki.account.id)
    await darnell.writes(ASK)
    form = await review(darnell)
    choice = numbers(form)[OWNER].replace("fix", "choice")
    await approves(form, OWNER, **{choice: yuki.account.id})
    await done(center)

    assert yuki.account.id in owners(center, "PRJ-Ember")
    (told,) = cards(center, yuki.chat, "PRJ-Ember")
    assert "You are an owner of this team now." in told
    assert "Approved by Darnell Hughes, who can tell you more." in told
    assert f"Why: {ONE_OWNER}" in told
    assert "is an owner now" in cards(center, own.chat, "PRJ-Ember · ")[-1]
    assert not cards(center, EMBER, "This team was changed"), "it is about a person"
    await done(center)
    assert len(cards(center, yuki.chat, "PRJ-Ember")) == 1, "told once"


async def test_who_may_not_is_refused_at_that_moment(center: Rehearsal, darnell: Person) -> None:
    member = Person(center, "oleksandr.bondar", EMBER)
    assert said(await presses(member, "audit.review_fixes")) == words_of.FIX_ONLY
    form = await review(darnell)
    owners(center, "PRJ-Ember").remove(darnell.account.id)
    heard = said(await approves(form, SWITCHES))
    assert "Only an owner of PRJ-Ember or the Process Center approves this" in heard
    assert said(await approves(form, SWITCHES)) == heard, "again is no more"
    await done(center)
    assert not await center.database.all(
        dict, "SELECT id FROM plan_changes WHERE state <> 'proposed'"
    )


async def test_one_form_is_one_approval(center: Rehearsal, darnell: Person, own: Person) -> None:
    form = await review(darnell)
    assert NONE_TICKED in read((await approves(form))["card"])
    first, again = await approves(form, SWITCHES), await approves(form, SWITCHES)
    assert said(first) == said(again)
    await done(center)
    assert len(cards(center, own.chat, "PRJ-Ember · ")) == 1


async def test_what_changed_since_it_was_shown_is_shown_anew(
    center: Rehearsal, darnell: Person
) -> None:
    form = await review(darnell)
    settings = "UPDATE offers SET changes = changes - 0 WHERE jsonb_array_length(changes) > 1"
    await center.database.run(settings)
    back = await approves(form, SWITCHES)
    assert CHANGED in read(back["card"])
    assert not await center.database.all(dict, "SELECT id FROM plans")


async def test_staff_choose_a_team_and_write_a_name(center: Rehearsal, pat: Person) -> None:
    await night(center)
    await pat.writes("audit")
    teams = await review(pat)
    assert "teams to put right" in read(teams.card)
    assert "PRJ Apollo" in read(teams.card)
    opened = await sends(teams, "audit.review_fixes", team=_id(center, "PRJ Apollo"))
    assert "PRJ Apollo" in read(opened["card"])
    offer = await center.ports.fixes.offers.of_team(_id(center, "PRJ Apollo"))
    assert offer
    assert len({each.standard for each in offer.changes}) > 1
    written = [each for each in offer.changes if each.mode != "guided"]
    orders = [kinds()[each.kind].order for each in written]
    assert orders == sorted(orders), "an owner before an archive, whatever standard asks for it"


def _id(center: Rehearsal, name: str) -> str:
    found = [t for t in center.tenant.world.directory.teams.values() if t.name == name]
    return str(found[0].id)


async def test_the_next_report_says_who_put_it_right(
    center: Rehearsal, pat: Person, own: Person
) -> None:
    await night(center)
    await own.writes("fixes")
    await approves(await review(own, rule="member_settings"), SWITCHES)
    await done(center)
    await night(center, NIGHT + timedelta(days=2))
    report = await pat.writes("audit")
    assert "1 fixed" in report
    assert "fixed by Darnell Hughes" in report


async def test_owners_are_reminded_once_a_week_in_working_hours(
    center: Rehearsal, own: Person
) -> None:
    await night(center)
    await reminded(center)
    assert not cards(center, own.chat, "to put right"), "not by night"
    await center.at(MORNING)
    await reminded(center)
    (card,) = cards(center, own.chat, "to put right")
    assert card.startswith("4 things to put right in your team")
    assert ONE_OWNER in card

    await center.at(MORNING + timedelta(days=2))
    await reminded(center)
    assert len(cards(center, own.chat, "to put right")) == 1, "once a week"
    await center.at(MORNING + timedelta(days=7))
    await reminded(center)
    assert len(cards(center, own.chat, "to put right")) == 1
    assert len(cards(center, own.chat, "There is a newer card")) == 1


async def test_staff_see_what_owners_let_pass(center: Rehearsal, own: Person, pat: Person) -> None:
    await night(center)
    assert "overdue" not in await pat.writes("audit")
    await night(center, NIGHT + timedelta(days=16))
    assert "overdue" in await pat.writes("audit")
    assert "Overdue since Mon 30 Nov" in await own.writes("fixes")


async def test_later_is_a_day_of_their_choice(center: Rehearsal, own: Person) -> None:
    await night(center)
    await center.at(MORNING)
    await reminded(center)
    form = await opens(own, "audit.later")
    assert form.filled["until"] == "2026-11-18", "tomorrow"
    back = await sends(form, "audit.submit_later", until="2027-11-18")
    assert "Choose a day after today" in read(back["card"])
    heard = said(await sends(form, "audit.submit_later", until="2026-11-19"))
    assert heard == "Saved. It comes again on 19 November 2026."
    await center.settled()
    assert cards(center, own.chat, "Put off until 19 November 2026")
    await center.at(MORNING + timedelta(days=1))
    await reminded(center)
    assert not cards(center, own.chat, "to put right")
    await center.at(MORNING + timedelta(days=2))
    await reminded(center)
    assert len(cards(center, own.chat, "to put right")) == 1


async def test_fixes_shows_the_same_at_any_time(
    center: Rehearsal, darnell: Person, own: Person, pat: Person
) -> None:
    assert "You own no team" in await pat.writes("fixes")
    await night(center)
    shown = await own.writes("fixes")
    assert shown.startswith("4 things to put right in your team")
    form = await opens(own, "audit.review_fixes", rule="enough_owners")
    assert [*numbers(form)] == [OWNER], "what was pressed, and nothing else"
    instead = await sends(form, "audit.waive")
    assert "An exception for PRJ-Ember" in read(instead["card"])
    assert "in a chat with me alone" in await darnell.writes("@Process Center fixes")

    asked = Form(own, "", instead["card"])
    await sends(asked, "audit.submit_waiver", reason=TWO_OF_US, until="2026-11-18")
    assert "An exception was asked for" in await own.writes("fixes")
    await center.at(datetime(2026, 11, 19, 4, tzinfo=UTC))  # 22:00 on the eighteenth in Chicago
    assert "An exception was asked for" in await own.writes("fixes"), "as long as it is that day"
