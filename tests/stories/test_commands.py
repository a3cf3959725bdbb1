"""What people write is answered where it is meant for us, once, and kept nowhere."""

import logging

import pytest

from simulator.colleagues.form import fields
from tests.rehearsal import Rehearsal
from tests.stories.digests import chat, offered
from tests.stories.people import APOLLO, GREEN, MONDAY, Person, read, shown
from tests.stories.records import everything, rounds
from tests.stories.wire import Wire, answer, open_round

HELP = "What you can type"
WORD = "periwinkle"
ASKED = "@Process Center"


async def test_help_answers_in_every_kind_of_chat(center: Rehearsal, ada: Person) -> None:
    team = center.tenant.world.directory.team("fa4efa13-15a3-5b02-8a3a-a41f5ff201a0")
    assert team
    for channel in team.channels:
        if channel.kind != "standard":
            await center.tenant.reshaping.add_app(channel.id)
            await center.settled()
        assert HELP in await ada.writes(f"{ASKED} help", channel.id), channel.name

    await center.tenant.install([], [ada.account.id])
    assert HELP in await ada.writes("help", ada.chat)


async def test_help_lists_what_can_be_done_here_and_the_way_to_write_it(
    center: Rehearsal, ada: Person
) -> None:
    await center.tenant.install([], [ada.account.id])
    alone, together = await ada.writes("help", ada.chat), await ada.writes(f"{ASKED} help")

    assert f"{HELP}\nWrite here:" in alone
    assert "Mention @Process Center" in together
    for name in ("away", "back", "digest"):
        assert f"\n{name} · " in alone, name
        assert f"\n{name} · " not in together, name
    assert "\nretro · " in together
    assert "\nretro · " not in alone


async def test_words_that_we_do_not_know_are_answered_in_a_line(
    center: Rehearsal, ada: Person
) -> None:
    await center.tenant.install([], [ada.account.id])
    await center.settled()
    for words in ("good morning", "DROP TABLE answers", "ü" * 3000, "👍"):
        assert await ada.writes(words, ada.chat) == (
            "I did not understand that. Write “help” to see what you can write here."
        )
    assert await ada.writes(f"{ASKED} good morning") == (
        "I did not understand that. Write “@Process Center help” to see what you can write here."
    )
    assert HELP in await ada.writes(ASKED), "a mention alone asks what there is"


async def test_words_nearly_right_are_understood(center: Rehearsal, noor: Person) -> None:
    for words in ("check-in", "checkin", "Check in!", "checkins?"):
        answered = await noor.writes(f"{ASKED} {words}")
        assert "0 of 7 answered" in answered or "is open already" in answered, words
        assert "Understood" not in answered, words
    assert await rounds(center) == 1


async def test_what_was_guessed_is_said_with_the_answer(center: Rehearsal, noor: Person) -> None:
    opened = await noor.writes(f"{ASKED} chek in")
    assert "Understood as “check in”." in opened
    assert "0 of 7 answered" in opened

    again = await noor.writes(f"{ASKED} chek in")
    assert "Understood as “check in”." in again
    assert "The check-in of Apollo app is open already" in again
    await center.tenant.install([], [noor.account.id])
    await center.settled()
    waiting = await noor.writes("chek in", noor.chat)
    assert waiting.startswith("Understood as “check in”.\n1 check-in to answer")
    assert "Did you mean “@Process Center help”?" in await noor.writes(f"{ASKED} hepl")
    assert await rounds(center) == 1


async def test_words_are_read_whatever_their_case_and_spaces(
    center: Rehearsal, ada: Person
) -> None:
    await ada.writes(f"  {ASKED}   CHECK   in  please")

    assert await rounds(center) == 1


async def test_check_in_opens_a_round_and_shows_where_an_open_one_is(
    center: Rehearsal, noor: Person
) -> None:
    assert "0 of 7 answered" in await noor.writes(f"{ASKED} check in"), "the card is the answer"
    again = await noor.writes(f"{ASKED} check in")

    assert again == "The check-in of Apollo app is open already; its card is above."
    assert await rounds(center) == 1


async def test_check_in_where_there_is_none_says_who_can_add_one(
    center: Rehearsal, noor: Person
) -> None:
    team = center.tenant.world.directory.team("fa4efa13-15a3-5b02-8a3a-a41f5ff201a0")
    assert team
    answered = await noor.writes(f"{ASKED} check in", team.general)

    assert "This channel has no check-in yet. Ask the Process Center" in answered


async def test_check_in_in_a_personal_chat_gives_what_waits_with_a_way_to_answer(
    center: Rehearsal, noor: Person
) -> None:
    alone = await chat(center, "noor.haddad")
    assert "Nothing waits for you" in await alone.writes("check in")

    await center.at(MONDAY)
    assert "1 check-in to answer\nApollo app\nuntil" in await alone.writes("check in")
    assert "Saved" in await alone.answers(**GREEN)
    await center.settled()
    assert "1 of 7 answered" in shown(center)

    assert "All answered" in await alone.writes("check in")
    form = await alone.opens()
    assert form.filled["schedule"] == "green"
    await form.withdraws()
    await center.settled()
    assert "0 of 7 answered" in shown(center)
    assert await noor.answers(**GREEN), "the channel’s card goes on working"


async def test_each_of_several_check_ins_is_answered_from_its_row(
    center: Rehearsal, wire: Wire
) -> None:
    """Two projects ask Kim, who leads, in channels in which she is not."""
    too = "respondents: {members: true, people: [kim@contoso.example]}"
    await center.import_office(center.tenant.office().replace("respondents: members", too, 2))
    kim = await chat(center, "kim")
    await center.at(MONDAY)
    waiting = await kim.writes("check in")
    assert "2 check-ins to answer" in waiting
    assert "channel" not in waiting

    rows = offered(center.cards(kim.chat)[-1], "checkin.answer")
    assert len(rows) == 2
    for row in rows:
        opened = await wire.post(wire.press(kim, row, "task/fetch"))
        assert opened.body["task"]["type"] == "continue"
        assert "Saved" in (await wire.post(wire.press(kim, answer(row["round"])))).says
    assert "All answered" in await kim.writes("check in")


async def test_the_process_center_sees_all_check_ins_in_their_chat(
    center: Rehearsal, noor: Person
) -> None:
    pat = await chat(center, "pat")
    await center.at(MONDAY)
    await noor.answers(**GREEN)
    told = await pat.writes("rounds")

    assert told.startswith("8 check-ins\n5 without the app, 3 open")
    assert "\nApollo app\n1 of 7 answered · until " in told
    assert told.count("Add the app to their teams") == 1
    await center.at(MONDAY.replace(day=18))
    assert "2 silent" in await pat.writes("rounds")
    assert "is for the Process Center" in await noor.writes(f"{ASKED} rounds")


async def test_all_check_ins_are_not_for_a_channel(center: Rehearsal, wire: Wire) -> None:
    await wire.post(wire.message(Person(center, "pat"), "<at>Process Center</at> rounds"))
    await center.settled()

    told = center.tenant.messages(APOLLO)[-1]["content"]["text"]
    assert told == "How all check-ins stand is not for a channel. Write “rounds” to me in our chat."


async def test_a_refused_form_is_a_dialog_of_one_sentence(center: Rehearsal, wire: Wire) -> None:
    """Some clients show an empty dialog for a message."""
    await center.at(MONDAY)
    pressed = {"verb": "checkin.answer", "round": await open_round(center)}
    stranger = Person(center, "vikram.rathore")
    heard = (await wire.post(wire.press(stranger, pressed, "task/fetch"))).body["task"]

    assert heard["type"] == "continue"
    assert heard["value"]["title"]
    assert read(heard["value"]).startswith("This check-in asks the members of this channel.")
    assert not list(fields(heard["value"]))


async def test_a_message_that_does_not_mention_us_is_neither_answered_nor_kept(
    center: Rehearsal, wire: Wire, noor: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Where an app may read a whole channel, Teams sends it everything that is said there."""
    caplog.set_level(logging.DEBUG)
    heard = await wire.post(wire.message(noor, f"help, my {WORD} is late"))
    await center.settled()

    assert heard.status == 200
    assert center.cards(APOLLO) == []
    assert WORD not in await everything(center)
    assert WORD not in caplog.text


async def test_words_to_us_are_not_kept_either(
    center: Rehearsal, noor: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for words in ("help", "check in", "away until", "back", ""):
        await noor.writes(f"{ASKED} {words} {WORD}")

    assert WORD not in await everything(center)
    assert WORD not in caplog.text


async def test_a_mention_of_somebody_else_is_none_of_us(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    other = {"type": "mention", "mentioned": {"id": "28:other"}, "text": "<at>Other bot</at>"}
    said = wire.message(noor, "<at>Other bot</at> help") | {"entities": [other]}
    await wire.post(said)
    await center.settled()

    assert center.cards(APOLLO) == []


async def test_a_message_that_teams_repeats_is_answered_once(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    said = wire.message(noor, "<at>Process Center</at> help", id="1700000000000")
    heard = await wire.posts(*[said] * 5)
    await wire.post(said)
    await center.settled()

    assert [each.status for each in heard] == [200] * 5
    assert read(*center.cards(APOLLO)).count(HELP) == 1


async def test_a_channel_message_is_answered_though_teams_leaves_out_the_group(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    """Messages often name the team by its thread alone, and the answer goes into a thread."""
    await center.database.run("DELETE FROM addresses")
    root = await center.tenant.say(noor.account.id, APOLLO, "Morning")
    said = wire.message(noor, "<at>Process Center</at> help")
    del said["channelData"]["team"]["aadGroupId"]
    said["conversation"]["id"] = f"{APOLLO};messageid={root['id']}"
    await wire.post(said)
    await center.settled()

    answer = center.tenant.messages(APOLLO)[-1]
    assert HELP in read(*answer["cards"])
    assert answer["thread"] == root["id"]


async def test_who_cannot_be_named_is_not_answered(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    said = wire.message(noor, "<at>Process Center</at> away until friday")
    heard = await wire.post(said | {"from": {"id": "29:somebody", "name": "Somebody"}})
    await center.settled()

    assert heard.status == 200
    assert shown(center) == ""
    assert center.cards(APOLLO) == []
