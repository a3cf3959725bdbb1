"""Whatever people and tenants write is kept, as far as PostgreSQL takes it, and stops nobody."""

import json
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.json import Json, Jsonb

from core.facts import Gap
from core.people.rosters import Channel, ChannelKind, Member, Roster
from core.unseen import keepable
from store.database import Database
from store.kept_text import dumps
from tests.ground import CHANNEL, MONDAY, TEAM, Ground, answer, member
from tests.store.findings import done, finding, teams

TEXTS = st.text(st.characters(exclude_characters="\x00", codec="utf-8"))
ODD = {
    "a NUL": ("Ada\x00 Lovelace", "Ada Lovelace"),
    "nothing but NULs": ("\x00\x00", ""),
    "the first half of an emoji": ("Ada \ud83d", "Ada ?"),
    "the second half": ("\ude00 Ada", "? Ada"),
    "a whole one": ("Ada \U0001f600", "Ada \U0001f600"),
    "the last characters there are": ("\uffff\U0010ffff", "\uffff\U0010ffff"),
    "what looks like an escape": ("\\u0000 \\ud83d", "\\u0000 \\ud83d"),
    "every control": ("".join(map(chr, range(32))), "".join(map(chr, range(1, 32)))),
}


@pytest.mark.parametrize(("written", "kept"), ODD.values(), ids=list(ODD))
async def test_it_is_kept_in_every_way_that_text_gets_there(
    database: Database, written: str, kept: str
) -> None:
    """As a value, in a list, within JSON, as one of its names, and copied."""
    found = await database.row(
        """
        SELECT %(text)s AS plain, %(text)s::text AS typed, %(list)s::text[] AS list,
            %(json)s AS json, %(jsonb)s AS jsonb
        """,
        {
            "text": written,
            "list": [written, "x"],
            "json": Json({written: [written]}),
            "jsonb": Jsonb({written: [written, None, 1.5, True]}),
        },
    )
    assert found == {
        "plain": kept,
        "typed": kept,
        "list": [kept, "x"],
        "json": {kept: [kept]},
        "jsonb": {kept: [kept, None, 1.5, True]},
    }
    async with database.transaction() as connection:
        await connection.execute("CREATE TEMP TABLE copied (text text, json jsonb) ON COMMIT DROP")
        query = "COPY copied FROM STDIN"
        async with connection.cursor() as cursor, cursor.copy(query) as copying:
            await copying.write_row((written, Jsonb(written)))
        told = await (await connection.execute("SELECT text, json FROM copied")).fetchone()
    assert told == (kept, kept)


@settings(max_examples=50, deadline=None)
@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)))
def test_what_can_be_kept_is_kept_as_it_is(value: object) -> None:
    assert json.loads(dumps(value)) == value
    assert keepable(str(value)) == str(value)


def test_what_json_has_no_word_for_is_text() -> None:
    assert partial(dumps, default=str)({"at": MONDAY, "by": "\x00"}) == (
        '{"at": "2026-11-16 15:00:00+00:00", "by": ""}'
    )


async def test_a_name_with_a_nul_is_one_of_the_roster_and_stops_no_other(inside: Ground) -> None:
    people = (member("ada"), Member("eve", "Eve\x00\ud83d", "eve\x00@x.y", False))
    await inside.ports.people.rosters.save(
        Roster(TEAM, people, (Channel(CHANNEL, ChannelKind.STANDARD),), {}, frozenset({"ada"}))
    )
    await inside.ports.people.names.resolve({"x\x00": Gap("nobody\x00"), "ada": people[0]})

    assert await inside.value("SELECT name FROM people WHERE id = 'eve'") == "Eve?"
    assert await inside.value("SELECT count(*) FROM members") == 2


async def test_what_people_type_and_tenants_call_things_is_kept(inside: Ground) -> None:
    opened = await inside.open()
    said = answer("red", "late\x00 \ud83d")
    await inside.ports.checkins.answers.keep(opened.round_id, "ada", "n", said, "S\x00", MONDAY)
    await inside.close(opened.round_id, MONDAY)
    report = await inside.ports.checkins.closing.report(opened.round_id)
    assert "late ?" in str(report)

    kept = await inside.ports.standards.runs.keep(done("one", finding("a\x00b")), teams("a\x00b"))
    assert [each.subject.id for each in kept.findings] == ["a\x00b"]
    assert await inside.ports.people.absences.away("ada", "Ada\x00", MONDAY.date()) is None
    body = {"text": "a\x00b\ud83d", "\x00": ""}
    assert await inside.ports.posting.deliveries.add("key\x00", "chat\x00", None, body)
