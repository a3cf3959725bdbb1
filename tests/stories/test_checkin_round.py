"""A check-in round, from its opening to its report."""

from datetime import timedelta

from simulator.colleagues.answering import Wish
from tests.rehearsal import Rehearsal
from tests.stories.conftest import MONDAY

APOLLO = "19:6603af8735d057a7a536c8afc1e64557@thread.tacv2"


async def test_a_round_opens_is_answered_and_becomes_a_report(center: Rehearsal) -> None:
    await center.at(MONDAY)
    (card,) = center.cards(APOLLO)
    assert "0 of 7 answered" in str(card)

    await center.tenant.answer(Wish(APOLLO, count=3))
    await center.settled()
    (card,) = center.cards(APOLLO)
    assert "3 of 7 answered" in str(card)

    await center.at(MONDAY + timedelta(days=1))
    (report,) = center.cards(APOLLO)
    assert "3 of 7" in str(report)
    assert "checkin.answers" in str(report)
