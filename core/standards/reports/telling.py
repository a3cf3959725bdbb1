"""Who gets the report of a run: whoever it has something new for, held against what they saw last.

A run that has nothing new for a person sends them nothing. The next report says in one line how
many of these there were.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from core.standards import asking
from core.standards.model import Audited
from core.standards.ports import StandardsPorts
from core.standards.reports.causes import is_news
from core.standards.reports.reports import AuditReport


async def reports(
    ports: StandardsPorts, audited: Audited
) -> AsyncIterator[tuple[Sequence[str], AuditReport]]:
    """The ids of readers with the report that they get; most have seen the same before.

    Who was never told of this audit, or not for as long as messages are kept, is told now.
    """
    alike: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for each in await ports.audits.heard(audited.run.id):
        alike[each.seen, each.quiet].append(each.person_id)
    for (seen, quiet), people in alike.items():
        held = await asking.held_against(ports, audited, seen)
        if seen and not await asyncio.to_thread(is_news, held):
            continue
        since = "" if held is audited else seen
        yield people, replace(await asking.report(ports, held), since=since, quiet=quiet)
