"""Failures on order, so that what must survive them can be tried."""

import random
from dataclasses import dataclass, replace
from enum import StrEnum


class FaultKind(StrEnum):
    """`…_after` and `drop_after` happen after the message was stored."""

    THROTTLE = "429"
    ERROR_BEFORE = "500_before"
    ERROR_AFTER = "500_after"
    GATEWAY_AFTER = "502_after"
    BLOCKED = "403_blocked"
    ROSTER = "403_roster"
    GONE = "404"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    HANG = "hang"

    @property
    def after(self) -> bool:
        return self.value.endswith("_after")


class Where(StrEnum):
    """Which way the request went: the bot to us (connector, graph), or we to the bot."""

    CONNECTOR = "connector"
    GRAPH = "graph"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Fault:
    """`share` of the matching requests fail, at most `times` of them; `method` `*` is any."""

    kind: FaultKind
    share: float = 1.0
    times: int | None = None
    conversation: str | None = None
    retry_after: float = 2.0
    method: str = "*"
    where: Where = Where.CONNECTOR


class Faults:
    """The orders in force; the first that matches and whose dice fall is struck."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._orders: list[Fault] = []

    def order(self, fault: Fault) -> None:
        self._orders.append(fault)

    def clear(self) -> None:
        self._orders.clear()

    def strike(self, where: Where, method: str, conversation: str | None) -> Fault | None:
        """The fault that this request meets, if any; it is counted off."""
        for index, fault in enumerate(self._orders):
            if _matches(fault, where, method, conversation) and self._dice.random() < fault.share:
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


def _matches(fault: Fault, where: Where, method: str, conversation: str | None) -> bool:
    if fault.where is not where or fault.method not in ("*", method):
        return False
    return fault.conversation in (None, conversation)
