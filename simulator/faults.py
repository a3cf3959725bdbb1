"""Failures on order, so that what must survive them can be tried."""

import random
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum


class FaultKind(StrEnum):
    """`…_after` and `drop_after` happen after the message was stored, or a write of Graph done.

    Those from `408` on are Graph's alone: a page of a proxy (`html`), a connection that is closed
    without a word (`nothing`), half an answer (`garbled`), a next page elsewhere (`other_host`),
    entries in a list that make no sense (`odd`), and those that `simulator.graph.spoiling` tells.
    """

    THROTTLE = "429"
    ERROR_BEFORE = "500_before"
    ERROR_AFTER = "500_after"
    GATEWAY_AFTER = "502_after"
    TIMEOUT_AFTER = "504_after"
    BLOCKED = "403_blocked"
    ROSTER = "403_roster"
    GONE = "404"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    HANG = "hang"
    UNAVAILABLE = "503"
    GATEWAY_TIMEOUT = "504"
    SIGN_IN = "401"
    FORBIDDEN = "403"
    BAD = "400"
    TIMEOUT = "408"
    CONFLICT = "409"
    HTML = "html"
    NOTHING = "nothing"
    GARBLED = "garbled"
    OTHER_HOST = "other_host"
    ODD = "odd"
    OTHER_SHAPE = "other_shape"
    NULLS = "nulls"
    IDS_ONLY = "ids_only"
    NOTHING_SAID = "nothing_said"
    OTHER_TYPES = "other_types"
    NEW_WORDS = "new_words"
    NAMELESS = "nameless"
    EMPTY_PAGE = "empty_page"
    LOOP = "loop"

    @property
    def after(self) -> bool:
        return self.value.endswith("_after")


KINDS = list(FaultKind)
GRAPH_ONLY = frozenset(KINDS[KINDS.index(FaultKind.TIMEOUT) :])


class Where(StrEnum):
    """Which way the request went: the bot to us (connector, graph), or we to the bot.

    `graph` is a whole HTTP request, so a batch with all its parts; `graph_part` each question, a
    request by itself or a part of a batch.
    """

    CONNECTOR = "connector"
    GRAPH = "graph"
    GRAPH_PART = "graph_part"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Fault:
    """`share` of the matching requests fail, at most `times` of them; `method` `*` is any.

    One that is `private` strikes only what is for one person, as where Teams refuses that.

    `team` (a group's id) and `read` (a name of `simulator.graph.reads.Read`, or of a write in
    `simulator.graph.writes.Write`) choose questions of Graph, so they need `graph_part`; so does
    `about`, the id of anything in their path, or of the one entry of a list that is spoiled.
    Without `retry_after` there is no such header.
    """

    kind: FaultKind
    share: float = 1.0
    times: int | None = None
    conversation: str | None = None
    retry_after: float | None = 2.0
    method: str = "*"
    where: Where = Where.CONNECTOR
    team: str | None = None
    read: str | None = None
    private: bool = False
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """What a fault is compared with: one request, or one question of Graph."""

    where: Where
    method: str
    conversation: str | None = None
    team: str | None = None
    read: str | None = None
    private: bool = False
    ids: Collection[str] = ()


class Faults:
    """The orders in force; the first that matches and whose dice fall is struck."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._orders: list[Fault] = []

    def order(self, fault: Fault) -> None:
        self._orders.append(fault)

    def clear(self) -> None:
        self._orders.clear()

    def strike(self, met: Met) -> Fault | None:
        """The fault that this request meets, if any; it is counted off."""
        for index, fault in enumerate(self._orders):
            if _matches(fault, met) and self._dice.random() < fault.share:
                self._count_off(index, fault)
                return fault
        return None

    def _count_off(self, index: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times <= 1:
            del self._orders[index]
        else:
            self._orders[index] = replace(fault, times=fault.times - 1)


def _matches(fault: Fault, met: Met) -> bool:
    if fault.where is not met.where or fault.method not in ("*", met.method):
        return False
    if fault.private and not met.private:
        return False
    if fault.about and met.ids and fault.about not in met.ids:
        return False
    return (
        fault.conversation in (None, met.conversation)
        and fault.team in (None, met.team)
        and fault.read in (None, met.read)
    )
