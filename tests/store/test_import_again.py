"""The same office file again writes nothing, and a changed one only what changed."""

from psycopg.sql import SQL, Identifier

from tests.ground import MONDAY, TEAM, Ground

MANY = 200
TABLES = ("office_items", "checkins", "retro_series", "audits", "schedules", "named_people")
CENTER = """\
center:
  organisation: Contoso
  time_zone: America/Chicago
  leaders: [{person: kim@contoso.example}]
digests: [{id: weekly, schedule: {cron: "0 8 * * TUE"}}]
audits: [{id: nightly, schedule: {cron: "0 2 * * *"}}]
"""


def office(many: int = MANY) -> str:
    """An office of many projects, each with a check-in and a retro."""
    numbers = range(many)
    places = [f'team: {TEAM}-{n}, channel: "19:{n}@thread.tacv2"' for n in numbers]
    when = 'schedule: {cron: "0 9 * * MON"}'
    return "\n".join(
        [
            CENTER,
            "projects:",
            *(f"  - {{id: p{n}, title: Project {n}, {place}}}" for n, place in enumerate(places)),
            "checkins:",
            *(f"  - {{id: c{n}, project: p{n}, {when}}}" for n in numbers),
            "retros:",
            *(f"  - {{id: r{n}, project: p{n}, format: 4ls, {when}}}" for n in numbers),
        ]
    )


async def rows(inside: Ground) -> set[tuple[str, str, str]]:
    """Every row that is kept, by table and place, with the transaction that wrote it."""
    found: set[tuple[str, str, str]] = set()
    async with inside.database.connection() as connection:
        for table in TABLES:
            query = SQL("SELECT ctid::text, xmin::text FROM {}").format(Identifier(table))
            cursor = await connection.execute(query)
            found |= {(table, *each) for each in await cursor.fetchall()}
    return found


async def test_the_same_file_again_writes_no_row(inside: Ground) -> None:
    await inside.plan(office())
    before = await rows(inside)
    assert len(before) == 3 * MANY + 3 + 2 * MANY + 1 + 2 * MANY + 2 + 1

    await inside.plan(office())
    assert await rows(inside) - before == set()


async def test_a_changed_title_writes_what_shows_it(inside: Ground) -> None:
    await inside.plan(office(20))
    before = await rows(inside)

    await inside.plan(office(20).replace("title: Project 7,", "title: Artemis,"))
    written = sorted(table for table, *_ in await rows(inside) - before)
    assert written == ["checkins", "office_items", "retro_series"]


async def test_what_was_retired_is_not_retired_again(inside: Ground) -> None:
    await inside.plan(office(20))
    smaller = office(20).partition("checkins:")[0]
    await inside.database.run("DELETE FROM office_items WHERE part IN ('checkins', 'retros')")
    await inside.plan(smaller, MONDAY)
    before = await rows(inside)

    await inside.plan(smaller, MONDAY)
    assert await rows(inside) - before == set()
