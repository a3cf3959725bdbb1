"""Notes without authors and votes within a budget: each is kept once, or refused in words."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from core.errors import InputError, NotAllowed
from core.pressing.forms import Kept
from core.retros import sentences
from core.retros.model import Note, Phase
from store.database import Database
from tests.ground import DAY, Ground, ground
from tests.store.retros import (
    FRIDAY,
    agree,
    begin,
    ids,
    notes,
    outcome,
    until,
    vote,
    write,
)


async def test_a_note_is_kept_once_and_hidden_while_notes_are_written(inside: Ground) -> None:
    started = await begin(inside)
    retros = inside.ports.retros.retros
    presses = [retros.add_note(started.retro_id, "n" * 8, "start", "More tests") for _ in range(6)]
    told = await asyncio.gather(*presses)
    assert {each.says for each in told} == {sentences.NOTE_SAVED}
    assert sum(each.new for each in told) == 1

    board = await retros.board(started.retro_id)
    assert (board.retro.written, board.notes) == (1, [])
    assert (await retros.whole(started.retro_id))[1] == []
    await until(inside, started.retro_id, Phase.VOTE)
    (note,) = (await retros.board(started.retro_id)).notes
    assert note == Note(note.id, "start", "More tests", None)


async def test_a_note_after_the_writing_is_refused_unless_it_was_there_before(
    inside: Ground,
) -> None:
    started = await begin(inside)
    add_note = inside.ports.retros.retros.add_note
    await add_note(started.retro_id, "n" * 8, "start", "First")
    for left in Phase:
        await inside.ports.retros.retros.move_on(started.retro_id, left, FRIDAY)
        with pytest.raises(NotAllowed, match=sentences.NOT_WRITING):
            await add_note(started.retro_id, "m" * 8, "start", "Late")
        again = await add_note(started.retro_id, "n" * 8, "start", "First")
        assert again == Kept(sentences.NOTE_SAVED, new=False)
    assert len(await ids(inside, started.retro_id)) == 1


async def test_nothing_that_lies_beside_a_note_tells_when_it_came(inside: Ground) -> None:
    """A dump lists rows in the order in which they lie, and PostgreSQL knows their transaction."""
    started = await begin(inside)
    await write(inside, started.retro_id, *(f"{number:02}" for number in range(40)))
    await until(inside, started.retro_id, Phase.VOTE)
    lying = await inside.database.all(
        dict, "SELECT id, xmin::text AS made FROM retro_notes ORDER BY ctid"
    )

    assert [each["id"] for each in lying] == sorted(each["id"] for each in lying)
    assert len({each["made"] for each in lying}) == 1
    columns = await inside.database.all(
        dict,
        "SELECT column_name AS name FROM information_schema.columns "
        "WHERE table_name IN ('retro_notes', 'retro_nonces')",
    )
    assert {each["name"] for each in columns} == {
        *("id", "retro_id", "prompt", "text", "votes", "nonce", "said")
    }
    board = await inside.ports.retros.retros.board(started.retro_id)
    assert [each.id for each in board.notes] == sorted(each.id for each in board.notes)


async def test_votes_are_hidden_until_they_are_counted_and_then_nobody_has_given_them(
    inside: Ground,
) -> None:
    started = await begin(inside)
    a, b, _ = await write(inside, started.retro_id, "a", "b", "c")
    await until(inside, started.retro_id, Phase.VOTE)
    assert (await vote(inside, started.retro_id, "ada", {a: 2, b: 1})).says == sentences.voted(3, 3)
    await vote(inside, started.retro_id, "kim", {a: 1})
    await vote(inside, started.retro_id, "grace", {b: 1})
    await vote(inside, started.retro_id, "grace", {b: 0})
    assert await inside.ports.retros.retros.ballot(started.retro_id, "ada") == {a: 2, b: 1}

    board = await inside.ports.retros.retros.board(started.retro_id)
    assert {each.votes for each in board.notes} == {None}
    assert (board.retro.voted, board.retro.expected) == (2, 3)
    assert await inside.ports.retros.retros.move_on(started.retro_id, Phase.VOTE, FRIDAY)
    counted = {text: note.votes for text, note in (await notes(inside, started.retro_id)).items()}
    assert counted == {"a": 3, "b": 1, "c": 0}
    assert (await inside.ports.retros.retros.get(started.retro_id)).voted == 2
    await agree(inside, started.retro_id, "The first")
    assert await inside.ports.retros.retros.ballot(started.retro_id, "ada") == {}
    assert await inside.value("SELECT count(*) FROM retro_ballots") == 0
    assert (await inside.ports.retros.retros.get(started.retro_id)).voted == 2


async def test_a_ballot_over_pages_stays_within_the_budget(inside: Ground) -> None:
    started = await begin(inside)
    a, b = await write(inside, started.retro_id, "a", "b")
    await until(inside, started.retro_id, Phase.VOTE)
    await vote(inside, started.retro_id, "ada", {a: 2})
    with pytest.raises(InputError, match="You gave 4 votes and have 3"):
        await vote(inside, started.retro_id, "ada", {b: 2})
    assert await inside.ports.retros.retros.ballot(started.retro_id, "ada") == {a: 2}

    await vote(inside, started.retro_id, "ada", {b: 1})
    assert await inside.ports.retros.retros.ballot(started.retro_id, "ada") == {a: 2, b: 1}


async def test_an_older_ballot_that_comes_again_changes_nothing(inside: Ground) -> None:
    started = await begin(inside)
    (a,) = await write(inside, started.retro_id, "a")
    await until(inside, started.retro_id, Phase.VOTE)
    first = await vote(inside, started.retro_id, "ada", {a: 1}, nonce="f" * 8)
    await vote(inside, started.retro_id, "ada", {a: 3}, nonce="s" * 8)
    again = await vote(inside, started.retro_id, "ada", {a: 1}, nonce="f" * 8)
    assert (first.new, again) == (True, Kept(first.says, new=False))
    assert await inside.ports.retros.retros.ballot(started.retro_id, "ada") == {a: 3}

    await inside.ports.retros.retros.move_on(started.retro_id, Phase.VOTE, FRIDAY)
    late = await vote(inside, started.retro_id, "ada", {a: 1}, nonce="f" * 8)
    assert late.says == first.says
    with pytest.raises(NotAllowed, match=sentences.NOT_VOTING):
        await vote(inside, started.retro_id, "ada", {a: 9}, nonce="t" * 8)
    assert (await notes(inside, started.retro_id))["a"].votes == 3


async def test_an_older_ballot_that_would_not_fit_any_more_hears_what_it_heard(
    inside: Ground,
) -> None:
    started = await begin(inside)
    a, b = await write(inside, started.retro_id, "a", "b")
    await until(inside, started.retro_id, Phase.VOTE)
    first = await vote(inside, started.retro_id, "ada", {a: 2}, nonce="f" * 8)
    await vote(inside, started.retro_id, "ada", {a: 1}, nonce="s" * 8)
    await vote(inside, started.retro_id, "ada", {b: 2}, nonce="t" * 8)

    again = await vote(inside, started.retro_id, "ada", {a: 2}, nonce="f" * 8)
    assert again == Kept(first.says, new=False)
    assert await inside.ports.retros.retros.ballot(started.retro_id, "ada") == {a: 1, b: 2}


@pytest.fixture
async def servers(inside: Ground, database_url: str) -> AsyncIterator[list[Ground]]:
    """Two processes of one deployment."""
    async with Database(database_url) as another, ground(another) as two:
        yield [inside, two]


async def test_ballots_at_once_on_two_servers_pass_no_budget_and_lose_no_vote(
    servers: list[Ground],
) -> None:
    """Each of twelve people gives five notes a vote, all at once, and has three."""
    started = await begin(servers[0])
    all_ids = await write(servers[0], started.retro_id, *(f"{number}" for number in range(8)))
    await until(servers[0], started.retro_id, Phase.VOTE)
    chance = random.Random(5)  # noqa: S311
    presses = [
        outcome(vote(chance.choice(servers), started.retro_id, f"p{number}", {note: 1}))
        for number in range(12)
        for note in chance.sample(all_ids, 5)
    ]
    chance.shuffle(presses)
    told = Counter(await asyncio.gather(*presses))

    expected = {sentences.voted(given, 3): 12 for given in (1, 2, 3)}
    assert told == {**expected, sentences.over_budget(4, 3, 3): 24}
    for number in range(12):
        own = await servers[1].ports.retros.retros.ballot(started.retro_id, f"p{number}")
        assert sorted(own.values()) == [1, 1, 1]


async def test_a_vote_at_the_moment_of_the_count_is_in_it_or_refused(
    servers: list[Ground],
) -> None:
    for turn in range(6):
        started = await begin(servers[0])
        (a,) = await write(servers[0], started.retro_id, "a")
        await until(servers[0], started.retro_id, Phase.VOTE)
        moved: list[bool] = []

        async def move_on(server: Ground, retro: str, moved: list[bool] = moved) -> str:
            moved.append(await server.ports.retros.retros.move_on(retro, Phase.VOTE, FRIDAY))
            return ""

        presses = [
            outcome(vote(servers[number % 2], started.retro_id, f"p{number}", {a: 3}))
            for number in range(10)
        ]
        ends = [move_on(each, started.retro_id) for each in servers]
        told = await asyncio.gather(*presses[:turn], *ends, *presses[turn:])

        saved = told.count(sentences.voted(3, 3))
        assert saved + told.count(sentences.NOT_VOTING) == 10
        assert (await notes(servers[0], started.retro_id))["a"].votes == 3 * saved
        assert sorted(moved) == [False, True]
        await servers[0].ports.retros.retros.close(started.retro_id, FRIDAY)


async def test_a_note_at_the_moment_of_the_end_is_in_or_refused(servers: list[Ground]) -> None:
    for turn in range(6):
        started = await begin(servers[0])
        presses = [
            outcome(
                servers[number % 2].ports.retros.retros.add_note(
                    started.retro_id, f"{number:08}", "start", f"{number}"
                )
            )
            for number in range(10)
        ]
        ends = [each.ports.retros.retros.close(started.retro_id, FRIDAY) for each in servers]
        told = await asyncio.gather(*presses[:turn], *ends, *presses[turn:])

        saved = told.count(sentences.NOTE_SAVED)
        assert saved + told.count(sentences.NOT_WRITING) == 10
        assert len(await notes(servers[0], started.retro_id)) == saved
        query = "SELECT count(DISTINCT xmin::text) FROM retro_notes WHERE retro_id = %(retro)s"
        made = await servers[0].value(query, retro=started.retro_id)
        assert made == min(saved, 1), "none was written after the end shuffled them"
        assert (told.count(True), told.count(False)) == (1, 1)


async def test_a_retro_that_ends_while_it_votes_counts_what_was_cast(inside: Ground) -> None:
    started = await begin(inside)
    a, _ = await write(inside, started.retro_id, "a", "b")
    await until(inside, started.retro_id, Phase.VOTE)
    await vote(inside, started.retro_id, "ada", {a: 2})
    assert await inside.ports.retros.retros.close(started.retro_id, FRIDAY + DAY)
    assert not await inside.ports.retros.retros.close(started.retro_id, FRIDAY + 2 * DAY)

    retro, found, _ = await inside.ports.retros.retros.whole(started.retro_id)
    assert {each.text: each.votes for each in found} == {"a": 2, "b": 0}
    assert (retro.phase, retro.closed_at, retro.voted) == (None, FRIDAY + DAY, 1)


async def test_a_retro_that_ends_while_notes_are_written_shows_them_without_votes(
    inside: Ground,
) -> None:
    started = await begin(inside)
    await write(inside, started.retro_id, "a")
    assert await inside.ports.retros.retros.close(started.retro_id, FRIDAY)

    assert (await notes(inside, started.retro_id))["a"].votes is None
