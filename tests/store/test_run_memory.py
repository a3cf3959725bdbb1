"""What a run has heard is there for whoever begins it again, and for nobody else."""

from bot.cli.kit.resuming import apart
from core.standards.ports import Memory
from store.database import Database
from store.standards import memory
from store.standards.memory import ANSWERS, RunMemory, unfinished
from store.standards.runs import RunStore
from tests.store.findings import done, finding, teams


async def told(to: Memory, number: int = ANSWERS) -> list[str]:
    """So many answers, which make a piece."""
    keys = [f"/teams/{at}/channels" for at in range(number)]
    for key in keys:
        await to.note(key, {"value": [{"id": key, "displayName": "Plän\x00e"}]})
    return keys


async def test_another_process_knows_the_answers(database: Database) -> None:
    keys = await told(RunStore(database).memory("night"))

    found = await RunStore(database).memory("night").recall([*keys, "/users"])

    assert list(found) == keys
    assert found[keys[3]] == {"value": [{"id": keys[3], "displayName": "Plän\x00e"}]}
    assert await RunStore(database).memory("other").recall(keys) == {}


async def test_what_is_older_than_a_quarter_of_a_day_is_asked_again(database: Database) -> None:
    keys = await told(RunMemory(database, "night"))
    await database.run("UPDATE audit_answers SET read_at = read_at - interval '6 hours 1 second'")

    assert await RunMemory(database, "night").recall(keys) == {}
    assert await unfinished(database) is None


async def test_a_run_that_is_kept_leaves_no_answers(database: Database) -> None:
    runs = RunStore(database)
    await told(runs.memory("one"))
    await told(runs.memory("two"))
    assert await unfinished(database) == "two"

    await runs.keep(done("two", finding("apollo")), teams())

    assert await unfinished(database) == "one"
    left = await database.all(dict, "SELECT DISTINCT run_id FROM audit_answers")
    assert [each["run_id"] for each in left] == ["one"]


async def test_two_that_go_on_with_one_run_each_keep_what_they_were_asked_for(
    database: Database,
) -> None:
    runs = RunStore(database)
    await runs.keep(await apart(runs, done("one", finding("apollo"))), teams())

    other = await apart(runs, done("one", finding("gemini", rule="guests")))
    kept = await runs.keep(other, teams())

    assert [each.rule for each in kept.findings] == ["guests"]
    assert (first := await runs.get("one")) is not None
    assert [each.rule for each in first.findings] != ["guests"]
    assert kept.run.id != "one"


async def test_no_run_fills_the_disk(database: Database) -> None:
    small = memory.LARGEST
    try:
        memory.LARGEST = 1
        for _ in range(3):
            await told(RunMemory(database, "night"))
    finally:
        memory.LARGEST = small

    found = await database.row("SELECT count(*) AS pieces FROM audit_answers")
    assert found == {"pieces": 1}
