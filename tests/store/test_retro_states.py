"""Whatever is pressed in whatever order, and restarted in between, a retro keeps its promises.

A machine presses at random on two servers and holds the database against a plain model of it.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from typing import TypeVar
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from psycopg.types.json import Jsonb

from core.errors import CenterError, InputError, NotAllowed
from core.pressing.forms import Kept
from core.retros.model import Ballot, Phase
from core.retros.phases import way_back
from jobs.engine import Engine
from store.database import Database
from store.retros.retros import RetroStore
from tests.store.retro_chance import FORMAT, FORMATS, NONCE, PAGE, PERSON, RUNS, SERVER
from tests.store.retro_model import Model

T = TypeVar("T")
NOW = datetime(2026, 11, 20, 21, tzinfo=UTC)
TODAY = date(2026, 11, 20)


class Machine(RuleBasedStateMachine):
    """Retros of one project, which has a channel of its own each run."""

    def __init__(self, runner: asyncio.Runner, url: str) -> None:
        super().__init__()
        self._runner, self._url = runner, url
        self._open = AsyncExitStack()
        self._channel = uuid4().hex
        self.stores: list[RetroStore] = []
        self.model = Model()
        self.steps = 0

    def run(self, work: Awaitable[T]) -> T:
        async def wait() -> T:
            return await work

        return self._runner.run(wait())

    def at_once(self, works: list[Coroutine[None, None, T]]) -> list[T | BaseException]:
        async def wait() -> list[T | BaseException]:
            return await asyncio.gather(*works, return_exceptions=True)

        return self._runner.run(wait())

    def teardown(self) -> None:
        self.run(self._open.aclose())

    @initialize(format_=FORMAT)
    def begin(self, format_: str) -> None:
        self.run(self._connect())
        project = {"title": "P", "team": "t", "channel": self._channel}
        self.run(
            self.database.run(
                "INSERT INTO office_items VALUES ('projects', %(id)s, 0, %(body)s)",
                {"id": self._channel, "body": Jsonb(project)},
            )
        )
        self.start(0, format_)

    @precondition(lambda self: self.steps % 9 == 8)
    @rule()
    def restart(self) -> None:
        self.run(self._open.aclose())
        self.run(self._connect())

    @rule(server=SERVER, format_=FORMAT)
    def start(self, server: int, format_: str) -> None:
        started = self.run(self.stores[server].start(self._channel, FORMATS[format_], "ada", NOW))
        assert started.new == (self.model.phase is None)
        if started.new:
            self.model.open(started.retro_id, FORMATS[format_])
        assert started.retro_id == self.model.retro

    @precondition(lambda self: self.model.phase is None)
    @rule(server=SERVER)
    def start_the_next(self, server: int) -> None:
        self.start(server, "whole")

    @precondition(lambda self: self.model.phase or self.steps % 4 == 0)
    @rule(server=SERVER, nonces=st.lists(NONCE, min_size=1, max_size=4))
    def note(self, server: int, nonces: list[str]) -> None:
        for nonce in nonces:
            text = f"as {nonce} says"
            press = self.stores[server].add_note(self.model.retro, nonce, "start", text)
            if self._pressed(press, nonce, Phase.WRITE):
                self.model.texts.append(text)

    @precondition(lambda self: self.model.phase or self.steps % 4 == 0)
    @rule(server=SERVER, person=PERSON, nonce=NONCE, page=PAGE)
    def vote(self, server: int, person: str, nonce: str, page: dict[int, int]) -> None:
        given = self._given(page)
        whole = self.model.whole(self.model.ballots.get(person, {}), given)
        press = self.stores[server].vote(self.model.retro, person, nonce, [*given], given)
        kept = self._pressed(press, nonce, Phase.VOTE, fits=whole is not None)
        if kept and whole is not None:
            self.model.ballots[person] = whole

    @precondition(lambda self: self.model.phase is Phase.VOTE)
    @rule(person=PERSON, one=PAGE, two=PAGE)
    def vote_at_once(self, person: str, one: dict[int, int], two: dict[int, int]) -> None:
        pages = [self._given(one), self._given(two)]
        told = self.at_once(
            [
                store.vote(self.model.retro, person, uuid4().hex, [*given], given)
                for store, given in zip(self.stores, pages, strict=True)
            ]
        )
        assert all(isinstance(each, Kept | InputError) for each in told)
        now = self.run(self.stores[0].ballot(self.model.retro, person))
        refused = sum(isinstance(each, InputError) for each in told)
        own = self.model.ballots.get(person, {})
        orders = [self.model.one_after_the_other(own, each) for each in (pages, pages[::-1])]
        assert (now, refused) in orders
        self.model.ballots[person] = now

    @precondition(lambda self: self.model.phase or self.steps % 4 == 0)
    @rule(server=SERVER, nonce=NONCE)
    def action(self, server: int, nonce: str) -> None:
        title = f"{self.model.number}.{len(self.model.own)} of {self._channel}"
        store = self.stores[server]
        press = store.add_action(self.model.retro, nonce, title, None, None, TODAY)
        if self._pressed(press, nonce, Phase.ACTIONS):
            self.model.agree(title)

    @precondition(lambda self: self.model.earlier)
    @rule(server=SERVER, which=st.integers(0, 9))
    def done(self, server: int, which: int) -> None:
        open_ones = sorted(self.model.earlier)
        title = open_ones[which % len(open_ones)]
        query = "SELECT id FROM retro_actions WHERE title = %(title)s"
        found = self.run(self.database.row(query, {"title": title}))
        assert found
        for _ in "12":
            self.run(self.stores[server].close_action(found["id"], self.model.retro, TODAY))
        self.model.done(title)

    @precondition(lambda self: self.model.ticked)
    @rule(server=SERVER, which=st.integers(0, 9))
    def not_done(self, server: int, which: int) -> None:
        ticked = sorted(self.model.ticked)
        title = ticked[which % len(ticked)]
        query = "SELECT id FROM retro_actions WHERE title = %(title)s"
        found = self.run(self.database.row(query, {"title": title}))
        assert found
        for _ in "12":
            self.run(self.stores[server].reopen_action(found["id"], self.model.retro))
        self.model.not_done(title)

    @rule(to=st.sampled_from([*Phase]), both=st.booleans())
    def go_back(self, to: Phase, both: bool) -> None:
        stores = self.stores[: both + 1]
        told = self.at_once([each.back(self.model.retro, to, NOW) for each in stores])
        if to is self.model.phase:
            assert told == [False] * len(stores)
        elif to is self.model.way_back():
            assert sorted(told, key=bool) == [False] * (len(stores) - 1) + [True]
            self.model.back(to)
        else:
            assert all(isinstance(each, NotAllowed) for each in told)

    @precondition(lambda self: self.model.moves)
    @rule(how=st.sampled_from(["move_on", "close", "back"]), to=st.sampled_from([*Phase]))
    def press_what_was_drawn_before_it_moved(self, how: str, to: Phase) -> None:
        """Also where it is in the same phase again."""
        store, retro, seen = self.stores[0], self.model.retro, self.model.moves - 1
        press = {
            "move_on": store.move_on(retro, to, NOW, seen),
            "close": store.close(retro, NOW, seen),
            "back": store.back(retro, to, NOW, seen),
        }
        for name, each in press.items():
            if name != how:
                each.close()
        assert self.run(press[how]) is False

    @precondition(lambda self: self.model.phase and (self.model.is_rich or self.steps % 9 == 8))
    @rule(both=st.booleans())
    def go_on(self, both: bool) -> None:
        """Left to chance alone, most retros would end with nothing in them."""
        assert self.model.phase
        self.move_on(self.model.phase, both)

    @precondition(lambda self: self.steps % 3 == 2)
    @rule(leaves=st.sampled_from([*Phase]), both=st.booleans())
    def press_an_old_card(self, leaves: Phase, both: bool) -> None:
        if leaves is not self.model.phase:
            self.move_on(leaves, both)

    def move_on(self, leaves: Phase, both: bool) -> None:
        stores = self.stores[: both + 1]
        told = self.at_once([each.move_on(self.model.retro, leaves, NOW) for each in stores])
        moves = leaves is self.model.phase
        assert sorted(told, key=bool) == [False] * (len(stores) - moves) + [True] * moves
        if moves:
            self.model.leave(self.model.onward())

    @precondition(lambda self: self.model.phase is None or self.steps % 9 == 8)
    @rule(both=st.booleans())
    def close(self, both: bool) -> None:
        stores = self.stores[: both + 1]
        told = self.at_once([each.close(self.model.retro, NOW) for each in stores])
        closes = self.model.phase is not None
        assert sorted(told, key=bool) == [False] * (len(stores) - closes) + [True] * closes
        if closes:
            self.model.leave(None)

    @invariant()
    def as_the_model_says(self) -> None:
        self.steps += 1
        if not self.stores:
            return
        model, board = self.model, self.run(self.stores[1].board(self.model.retro))
        hidden = model.phase is Phase.WRITE
        assert (board.retro.phase, board.retro.number) == (model.phase, model.number)
        assert board.retro.written == len(model.texts)
        texts = [each.text for each in board.notes]
        assert Counter(texts) == Counter([] if hidden else model.texts)
        votes = {each.id: each.votes for each in board.notes}
        totals = None if model.totals is None else {note: model.totals[note] for note in votes}
        assert votes == (totals or dict.fromkeys(votes))
        assert {each.title for each in board.earlier if not each.done_on} == model.heads
        assert {each.title for each in board.actions} == model.own
        assert board.retro.moves == model.moves
        assert way_back(board.retro) is model.way_back()

    @invariant()
    def ballots_are_within_the_budget_and_gone_once_something_was_built_on_them(self) -> None:
        if not self.stores:
            return
        query = "SELECT person_id, votes FROM retro_ballots WHERE retro_id = %(retro)s"
        kept = self.run(self.database.all(dict, query, {"retro": self.model.retro}))
        own = {each["person_id"]: each["votes"] for each in kept if each["votes"]}
        assert own == {who: each for who, each in self.model.ballots.items() if each}
        assert all(sum(each.values()) <= self.model.format.votes for each in own.values())

    def _pressed(
        self, press: Awaitable[Kept], nonce: str, phase: Phase, *, fits: bool = True
    ) -> bool:
        """Whether it was kept just now; a known nonce hears the same, another phase is refused."""
        said = self.model.said
        told: Kept | CenterError
        try:
            told = self.run(press)
        except (NotAllowed, InputError) as error:
            told = error
        if nonce in said:
            assert told == Kept(said[nonce], new=False)
            return False
        if self.model.phase is not phase:
            assert isinstance(told, NotAllowed)
        elif not fits:
            assert isinstance(told, InputError)
        else:
            assert isinstance(told, Kept)
            assert told.new
            said[nonce] = told.says
        return isinstance(told, Kept)

    def _given(self, page: dict[int, int]) -> Ballot:
        """Votes by note, as far as there are so many notes to read."""
        board = self.run(self.stores[0].board(self.model.retro))
        notes = [each.id for each in board.notes]
        return {notes[place]: votes for place, votes in page.items() if place < len(notes)}

    async def _connect(self) -> None:
        self.stores = []
        for _ in range(2):
            database = await self._open.enter_async_context(Database(self._url, size=3))
            engine = await self._open.enter_async_context(Engine(database.pool))
            self.stores.append(RetroStore(database, engine.defer_in, FORMATS))
        self.database = database


def test_any_order_of_presses_repeats_and_restarts(database_url: str) -> None:
    with asyncio.Runner() as runner:

        class Here(Machine):
            def __init__(self) -> None:
                super().__init__(runner, database_url)

        run_state_machine_as_test(Here, settings=RUNS)
