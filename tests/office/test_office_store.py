"""An import is whole or not at all, twice is once, and what stays is never left dangling."""

import asyncio
from pathlib import Path

import pytest

from bot.office_import import import_office, whole_office, would_go
from core.errors import OfficeError, SetupError
from core.office.model import Office
from store.database import Connection, Database
from store.office.file import OfficeFile, read, read_file, write
from store.office.items import OfficeStore

EXAMPLE = Path(__file__).with_name("contract_example.yaml")
CENTER = "center: {organisation: Contoso, time_zone: UTC}\n"
APOLLO = 'projects: [{id: apollo, title: A, team: t, channel: "19:a@thread.tacv2"}]\n'
WEEKLY = 'checkins: [{id: weekly, project: apollo, schedule: {cron: "0 9 * * MON"}}]\n'


def file(text: str) -> OfficeFile:
    """The office file with this text."""
    return read_file(text.encode(), "office.yaml")


async def test_the_example_is_added_once_and_then_kept(database: Database) -> None:
    example = file(EXAMPLE.read_text())

    first = await import_office(database, example)
    second = await import_office(database, example)

    assert ("projects", "apollo") in first.added
    assert second.kept == first.added
    assert not second.added + second.changed + second.removed


async def test_an_export_is_the_same_after_another_import(database: Database) -> None:
    await import_office(database, file(EXAMPLE.read_text()))
    office = await whole_office(database)
    await import_office(database, file(write(office)))

    assert office == read(EXAMPLE.read_bytes())
    assert write(await whole_office(database)) == write(office)


async def test_a_change_is_told_and_takes_the_place_of_the_old(database: Database) -> None:
    await import_office(database, file(CENTER + APOLLO))
    changes = await import_office(database, file(CENTER + APOLLO.replace("title: A", "title: B")))

    assert changes.changed == (("projects", "apollo"),)
    assert changes.kept == (("center", "center"),)
    assert (await whole_office(database)).projects[0].title == "B"


async def test_an_office_can_come_in_pieces(database: Database) -> None:
    await import_office(database, file(CENTER + APOLLO))
    await import_office(database, file(WEEKLY))

    office = await whole_office(database)
    assert office.checkins[0].project == office.projects[0].id
    assert office.center


async def test_a_piece_whose_other_half_is_nowhere_is_refused_whole(database: Database) -> None:
    await import_office(database, file(CENTER))

    with pytest.raises(OfficeError, match=r"office.yaml:2:34: project: There is no project"):
        await import_office(database, file("objectives: [{id: a, title: A}]\n" + WEEKLY))

    assert (await whole_office(database)).objectives == ()


async def test_a_change_that_breaks_what_was_imported_before_is_refused(database: Database) -> None:
    await import_office(database, file(CENTER + APOLLO + WEEKLY))

    with pytest.raises(OfficeError, match=r"checkins weekly \(imported before\): project:"):
        await import_office(database, file("projects: [{id: apollo, title: A}]"))


async def test_the_order_is_the_files_when_it_has_everything(database: Database) -> None:
    await import_office(database, file("objectives: [{id: a, title: A}, {id: b, title: B}]"))
    await import_office(database, file("objectives: [{id: b, title: B}, {id: a, title: A}]"))
    await import_office(database, file("objectives: [{id: a, title: A}]"))

    assert [one.id for one in (await whole_office(database)).objectives] == ["b", "a"]


async def test_nothing_goes_unless_it_is_asked_to(database: Database) -> None:
    await import_office(database, file(CENTER + APOLLO + WEEKLY))
    smaller = file(APOLLO)

    await import_office(database, smaller)
    gone = await would_go(database, smaller)
    assert gone == [("checkins", "weekly")], "the center is never pruned"

    changes = await import_office(database, smaller, prune=gone)
    assert changes.removed == (("checkins", "weekly"),)
    assert (await whole_office(database)).checkins == ()


async def test_a_prune_that_leaves_a_dangling_reference_is_refused(database: Database) -> None:
    await import_office(database, file(CENTER + APOLLO + WEEKLY))
    store = OfficeStore(database)

    with pytest.raises(OfficeError, match=r"checkins weekly .* There is no project “apollo”"):
        async with database.transaction() as connection:
            await store.prune(connection, [("projects", "apollo")])
    with pytest.raises(OfficeError, match=r"office.yaml:1:34: project: There is no project"):
        await import_office(database, file(WEEKLY), prune=[("projects", "apollo")])

    assert len((await whole_office(database)).projects) == 1


async def test_pruning_by_itself_says_what_went(database: Database) -> None:
    await import_office(database, file(CENTER + APOLLO + WEEKLY))
    everything = [("checkins", "weekly"), ("projects", "apollo"), ("risks", "none")]

    async with database.transaction() as connection:
        removed = await OfficeStore(database).prune(connection, everything)

    assert list(removed) == everything[:2]
    assert (await whole_office(database)).projects == ()


async def test_what_the_file_names_is_not_pruned(database: Database) -> None:
    await import_office(database, file(CENTER + APOLLO))
    await import_office(database, file(APOLLO), prune=[("projects", "apollo"), ("risks", "none")])

    assert len((await whole_office(database)).projects) == 1


async def test_when_planning_fails_nothing_was_imported(database: Database) -> None:
    async def fail(_: Connection, office: Office) -> None:
        assert office.projects
        raise OfficeError(["planning failed"])

    with pytest.raises(OfficeError, match="planning failed"):
        await import_office(database, file(CENTER + APOLLO), on_change=fail)

    assert await whole_office(database) == Office()


async def test_an_import_waits_while_another_one_runs(database: Database) -> None:
    waiting = "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"

    async with asyncio.timeout(20):
        async with database.transaction() as connection:
            await OfficeStore(database).lock(connection)
            second = asyncio.create_task(import_office(database, file(CENTER)))
            while (await database.row(waiting) or {})["n"] == 0:
                assert not second.done()
        assert (await second).added == (("center", "center"),)


async def test_imports_at_the_same_time_all_count(database: Database) -> None:
    texts = [CENTER + APOLLO + f"objectives: [{{id: o{n}, title: O}}]\n" for n in range(8)]

    async with asyncio.TaskGroup() as group:
        for text in texts:
            group.create_task(import_office(database, file(text)))

    office = await whole_office(database)
    assert len(office.objectives) == 8
    assert len(office.projects) == 1


async def test_a_broken_file_is_told_before_anybody_is_asked_about_removing(
    database: Database,
) -> None:
    await import_office(database, file(CENTER + APOLLO))

    with pytest.raises(OfficeError):
        await would_go(database, file("objectives: [{id: a}]"))


async def test_a_row_of_another_version_is_named(database: Database) -> None:
    await database.run(
        "INSERT INTO office_items VALUES ('projects', 'apollo', 0, '{\"id\": \"apollo\"}')"
    )

    with pytest.raises(SetupError, match="keeps projects apollo in a form"):
        await whole_office(database)


async def test_a_person_written_in_other_letters_is_the_same_person(database: Database) -> None:
    await import_office(database, file("people: [{person: Ada@x.example, time_zone: UTC}]"))
    changes = await import_office(
        database, file("people: [{person: ada@x.example, time_zone: Europe/Oslo}]")
    )

    assert changes.changed == (("people", "ada@x.example"),)
    assert len((await whole_office(database)).people) == 1


async def test_content_that_is_not_there_is_refused_when_the_folder_is_known(
    database: Database,
) -> None:
    with pytest.raises(
        OfficeError, match=r"content/questions\. Did you mean “stop-look-listening”"
    ):
        await import_office(
            database,
            file(CENTER + APOLLO + WEEKLY),
            content={"questions": ["stop-look-listening"]},
        )


async def test_a_row_that_this_version_cannot_read_is_mended_by_importing_it_again(
    database: Database,
) -> None:
    """The sentence says so, and it must not be the import that the row stops."""
    await import_office(database, file(CENTER + APOLLO))
    await database.run("UPDATE office_items SET body = '{\"color\": 1}' WHERE part = 'projects'")
    with pytest.raises(SetupError, match=r"projects apollo .* Import it again"):
        await whole_office(database)

    changes = await import_office(database, file(APOLLO))
    assert changes.changed == (("projects", "apollo"),)
    assert [each.title for each in (await whole_office(database)).projects] == ["A"]
