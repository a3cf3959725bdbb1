"""What is approved is looked at, written once, and looked at again; all of it is in the log."""

from dataclasses import replace
from typing import LiteralString

import psycopg
import pytest

from core.errors import InputError, NotAllowed
from core.standards.changes.approving import ChangedSince, approve
from core.standards.changes.model import Choice, Pick, Picks, Thing
from core.standards.changes.working import Busy, work
from core.standards.model import Waiver
from pages.standards.logs import table as logs_table
from pages.standards.plans import table as plans_table
from store.database import Database
from tests.changes.world import ADA, MONDAY, NO, PAT, Died, Scene, change, states

ALTERING: tuple[LiteralString, ...] = (
    "UPDATE change_log SET by = 'x'",
    "DELETE FROM change_log",
    "TRUNCATE change_log",
)


async def test_what_is_approved_is_written_seen_and_told(here: Scene) -> None:
    plan = await here.plan(change(1), change(2))
    done = await here.apply(plan, "change-1")
    assert states(done) == ["verified", "proposed"]
    assert here.world.puts == [("change-1", "private")]
    assert (done.steps[0].was, done.steps[0].kept) == ("public", {"kept": "public"})
    assert await here.events(plan) == [
        ("proposed", "change-1"),
        ("proposed", "change-2"),
        ("approved", "change-1"),
        ("begun", "change-1"),
        ("verified", "change-1"),
    ]
    last = (await here.plans.entries(plan.id))[-1]
    assert (last.by, last.before, last.after) == ("pat", "public", "private")


async def test_a_plan_is_kept_once(here: Scene) -> None:
    plan = await here.plan(change(1))
    again = await here.plan(replace(change(1), after="hidden"))
    assert again == plan
    assert len(await here.plans.entries()) == 1


async def test_approving_twice_writes_once(here: Scene) -> None:
    plan = await here.plan(change(1))
    await here.apply(plan)
    done = await here.apply(plan)
    assert states(done) == ["verified"]
    assert len(here.world.puts) == 1


async def test_what_somebody_changed_meanwhile_is_left_alone(here: Scene) -> None:
    plan = await here.plan(change(1))
    here.world.things["team-1", ""] = "hidden"
    done = await here.apply(plan)
    assert states(done) == ["refused"]
    assert "is “hidden” now: somebody changed it" in done.steps[0].why
    assert here.world.puts == []


async def test_values_are_said_as_on_cards(here: Scene) -> None:
    role = change(1, "member", "owner", thing=Thing.ROLE, target="ada", kind="add_owners")
    plan = await here.plan(role)
    here.world.things["team-1", "ada"] = ""
    done = await here.apply(plan)
    assert done.steps[0].why.startswith(
        "It was member when it was proposed, and is not in the team now:"
    )
    assert "member → owner" in "".join(plans_table.proposed(plan, [role]))
    (line, *_) = logs_table.write(await here.plans.entries(plan.id))
    assert "member → owner" in line


async def test_what_is_so_already_is_not_written(here: Scene) -> None:
    plan = await here.plan(change(1))
    here.world.things["team-1", ""] = "private"
    done = await here.apply(plan)
    assert (states(done), here.world.puts) == (["skipped"], [])


@pytest.mark.parametrize(
    ("why", "state"), [("not permitted", "failed"), ("rejected", "failed"), ("moved on", "refused")]
)
async def test_what_graph_does_not_take_is_said_in_its_words(
    here: Scene, why: str, state: str
) -> None:
    plan = await here.plan(change(1))
    here.world.refuses["change-1"] = NO[why]
    done = await here.apply(plan)
    assert (states(done), done.steps[0].why) == ([state], NO[why].says)
    here.world.refuses.clear()
    assert states(await here.apply(done)) == ["verified"]


async def test_a_team_that_is_gone_is_refused(here: Scene) -> None:
    plan = await here.plan(change(1))
    here.world.gone.add("team-1")
    assert states(await here.apply(plan)) == ["refused"]


async def test_a_read_that_fails_is_tried_again_and_then_nothing_is_written(here: Scene) -> None:
    plan = await here.plan(change(1), change(2))
    here.world.unread.update({"change-1": 1, "change-2": 9})
    done = await here.apply(plan)
    assert states(done) == ["verified", "failed"]
    assert "Microsoft Graph is busy" in done.steps[1].why


async def test_within_the_bound_a_lag_is_waited_for_and_beyond_it_is_said(here: Scene) -> None:
    plan = await here.plan(change(1))
    here.world.lags = 3
    assert states(await here.apply(plan)) == ["verified"]

    other = await here.plan(change(2), plan_id="plan-2")
    here.world.lags = 5
    done = await here.apply(other)
    assert states(done) == ["applied"]
    assert "not visible yet" in done.steps[0].why
    await here.apply(other)  # looks again
    assert states(await here.apply(other)) == ["verified"]
    assert len(here.world.puts) == 2


@pytest.mark.parametrize("written", [True, False])
async def test_a_lost_answer_is_resolved_by_looking(here: Scene, written: bool) -> None:
    plan = await here.plan(change(1))
    here.world.loses["change-1"] = written
    done = await here.apply(plan)
    assert states(done) == ["verified" if written else "failed"]
    assert written or "not known whether it was done" in done.steps[0].why
    here.world.loses.clear()
    done = await here.apply(done)
    assert states(done) == ["verified"]
    assert len(here.world.puts) == (1 if written else 2)


async def test_the_budget_is_never_passed_and_the_rest_waits(here: Scene) -> None:
    plan = await here.plan(*map(change, range(1, 8)))
    assert states(await here.apply(plan, budget=3)).count("verified") == 3
    batch = await here.approve(plan, budget=2)
    await work(here.ports, batch.id)
    await work(here.ports, batch.id)
    done = await here.plans.get(plan.id)
    assert (states(done).count("verified"), states(done).count("approved")) == (5, 2)


async def test_an_exception_that_came_meanwhile_is_honoured(here: Scene) -> None:
    plan = await here.plan(change(1), change(2), change(3))
    until = MONDAY.date()
    waiver = Waiver("visibility", "it is a showroom", "pat", until, team="team-1")
    accepted = replace(waiver, team="team-2", accepted="hidden")
    here.office.waivers = [("project-teams", waiver), ("project-teams", accepted)]
    done = await here.apply(plan)
    assert states(done) == ["refused", "verified", "verified"]
    assert "waived until 16 November 2026, approved by pat: it is a showroom" in done.steps[0].why
    (told,) = [each.why for each in await here.plans.entries(plan.id) if each.event == "refused"]
    assert "there is an exception" in told
    assert "showroom" not in told, "what somebody wrote can be erased, and the log cannot"


async def test_only_the_process_center_approves_and_owners_their_own(here: Scene) -> None:
    for_owners = replace(change(2), owners_may=True)
    plan = await here.plan(change(1), for_owners)
    with pytest.raises(NotAllowed, match="Only the Process Center"):
        await here.apply(plan, "change-1", who=ADA)
    with pytest.raises(NotAllowed, match="Only an owner of Team 2"):
        await here.apply(plan, "change-2", who=ADA)  # a roster says so, Graph does not
    here.world.owners.add("ada")
    with pytest.raises(NotAllowed):
        await here.apply(plan, who=ADA)
    assert states(await here.apply(plan, "change-2", who=ADA)) == ["proposed", "verified"]
    assert here.world.puts == [("change-2", "private")]


async def test_an_approval_is_for_what_was_shown(here: Scene) -> None:
    plan = await here.plan(change(1))
    shown = replace(change(1), after="hidden")
    with pytest.raises(ChangedSince, match="has changed since it was shown"):
        await approve(here.ports, plan.id, [Pick("change-1", shown.digest)], PAT, job=False)
    assert len(await here.plans.entries()) == 1


async def test_what_is_picked_is_one_of_the_choices(here: Scene) -> None:
    choices = (Choice("ada", "Ada", "member"), Choice("kim", "Kim", ""))
    made = change(
        1, "member", "owner", target="ada", label="Ada", choices=choices, picks=Picks.TARGET
    )
    plan = await here.plan(made)
    here.world.things["team-1", "kim"] = ""

    async def pick(value: str) -> str:
        return (
            await approve(here.ports, plan.id, [Pick(made.id, made.digest, value)], PAT, job=False)
        ).id

    with pytest.raises(InputError, match="none of what can be chosen"):
        await pick("vik")
    await work(here.ports, await pick("kim"))
    assert states(await here.plans.get(plan.id)) == ["verified"]
    assert here.world.things["team-1", "kim"] == "owner"
    assert [each.change.label for each in await here.plans.entries()] == ["Ada", *["Kim"] * 3]


async def test_two_at_once_are_one(here: Scene) -> None:
    plan = await here.plan(change(1))
    batch = await here.approve(plan)
    async with here.plans.alone(plan.id) as alone:
        assert alone
        with pytest.raises(Busy):
            await work(here.ports, batch.id)
    await work(here.ports, batch.id)
    assert len(here.world.puts) == 1


async def test_whoever_lost_the_plan_writes_no_more(here: Scene, database: Database) -> None:
    plan = await here.plan(change(1))
    batch = await here.approve(plan)
    async with here.plans.alone(plan.id):
        await database.run(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'"
        )
        assert not await here.plans.begin(batch, "change-1", "public", None, MONDAY)
    assert here.world.puts == []


async def test_what_another_plan_is_writing_waits_and_is_not_made_twice(here: Scene) -> None:
    made = change(1, False, True, thing=Thing.CHANNEL, target="Decisions", kind="add_channels")
    one, other = await here.plan(made), await here.plan(made, plan_id="plan-2")
    batches = [await here.approve(each) for each in (one, other)]
    async with here.plans.alone(one.id):
        assert await here.plans.begin(batches[0], made.id, False, None, MONDAY)
        await work(here.ports, batches[1].id)
        assert states(await here.plans.get(other.id)) == ["approved"]
        assert here.world.puts == [], "it may have been looked at a moment too early"
    await work(here.ports, batches[0].id)
    await work(here.ports, batches[1].id)
    assert states(await here.plans.get(other.id)) == ["skipped"]
    assert len(here.world.puts) == 1


async def test_nothing_alters_the_log(here: Scene, database: Database) -> None:
    await here.plan(change(1))
    for query in (
        "UPDATE change_log SET by = 'x'",
        "DELETE FROM change_log",
        "TRUNCATE change_log",
    ):
        with pytest.raises(psycopg.Error, match="stays in the log"):
            await database.run(query)


async def test_nothing_can_be_under_way_that_nobody_approved(
    here: Scene, database: Database
) -> None:
    await here.plan(change(1))
    with pytest.raises(psycopg.errors.CheckViolation):
        await database.run("UPDATE plan_changes SET state = 'applying'")


async def test_whoever_dies_after_writing_is_not_followed_by_a_second_write(here: Scene) -> None:
    plan = await here.plan(change(1))
    here.world.lags = 2

    def die(_: object) -> None:
        raise Died

    here.world.after_put = die
    batch = await here.approve(plan)
    with pytest.raises(Died):
        await work(here.ports, batch.id)
    assert states(await here.plans.get(plan.id)) == ["applying"]
    here.world.after_put = lambda _: None
    await work(here.ports, batch.id)
    assert states(await here.plans.get(plan.id)) == ["verified"]
    assert len(here.world.puts) == 1
