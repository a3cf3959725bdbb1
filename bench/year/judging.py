"""Holds what was seen against what had to come, and what was acknowledged against what is kept."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bench.year.company import Plan
from bench.year.people import ANSWER, ANY, NOTHING, Answers
from bench.year.reckoning import Series
from bench.year.seen import AUDIT, DIGEST, RETRO, ROUND, Seen, Watch, words
from store.database import Database

EARLY = timedelta(seconds=5)  # the tenant's clock is set a moment before ours
LATEST = timedelta(hours=23)  # after its time, where nothing else ends it
ANSWERED = re.compile(r"(\d+) of \d+ answered")
NEVER = datetime.min.replace(tzinfo=UTC)
MOST = 40  # faults that are told in words
NAMED = {RETRO: "retros", DIGEST: "digests", AUDIT: "audit reports"}


@dataclass
class Tally:
    """Counts of what is wrong, by what it is, and the first of them in words."""

    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    told: list[str] = field(default_factory=list)

    def is_wrong(self, what: str, words_: str, many: int = 1) -> None:
        """One more of these."""
        self.wrong[what] += many
        if len(self.told) < MOST:
            self.told.append(f"{what}: {words_}")


@dataclass
class Judge:
    """Judges week by week what has come to its end by then."""

    database: Database
    plan: Plan
    watch: Watch
    answers: Answers
    tally: Tally = field(default_factory=Tally)
    _judged_until: datetime = NEVER

    async def judge(self, until: datetime) -> None:
        """All that came due since the last time and not after this one; it is over by now."""
        cards, at = self._by_place(), self._judged_until
        self._judged_until = until
        for each in self.plan.checkins:
            for due in each.due(at, until):
                await self._round(each, due, cards[ROUND, each.channel])
        for each in self.plan.audits:
            for due in each.due(at, until):
                await self._audit(each, due, cards)
        for each in (*self.plan.retros, *self.plan.digests):
            for due in each.due(at, until):
                for where in self._places(each):
                    self._once(NAMED[each.kind], each, due, cards[each.kind, where])

    async def _audit(
        self, series: Series, at: datetime, cards: Mapping[tuple[str, str], list[Seen]]
    ) -> None:
        """It was done, and told once to whoever it has something new for: to all the first time."""
        found = await self.database.row(
            """
            SELECT told, ARRAY(SELECT key FROM deliveries
                WHERE starts_with(key, 'report:') AND strpos(key, ':' || run.id || ':') > 0) AS keys
            FROM audit_runs AS run WHERE audit = %(audit)s AND due_at = %(at)s
            """,
            {"audit": series.id, "at": at},
        )
        if found is None or not found["told"]:
            many, told = len(self.plan.staff), f"{series.id} of {at:%a %d %b %H:%M}"
            self.tally.is_wrong("audit reports that did not come", told, many)
            return
        for each in self.plan.staff:
            seen = cards[AUDIT, self.watch.tenant.world.places.bot_chat(each.id)]
            first = not any(message.at < at - EARLY for message in seen)
            if first or any(key.endswith(f":{each.id}") for key in found["keys"]):
                self._once(NAMED[AUDIT], series, at, seen)

    def _places(self, series: Series) -> list[str]:
        """Where it has to come to."""
        if series.channel:
            return [series.channel]
        readers = [series.reader] if series.reader else [each.id for each in self.plan.staff]
        return [self.watch.tenant.world.places.bot_chat(each) for each in readers]

    def _by_place(self) -> Mapping[tuple[str, str], list[Seen]]:
        found: dict[tuple[str, str], list[Seen]] = defaultdict(list)
        for kind, seen in self.watch.seen.items():
            for each in seen:
                found[kind, each.conversation].append(each)
        return found

    def _once(self, what: str, series: Series, at: datetime, cards: Sequence[Seen]) -> list[Seen]:
        """Exactly one thing came, in one message but for sends that were cut off."""
        until = at + (series.open_for or LATEST)
        came = [each for each in cards if at - EARLY <= each.at < until]
        things = {each.about for each in came}
        told = f"{series.id} of {at:%a %d %b %H:%M}"
        if not came:
            self.tally.is_wrong(f"{what} that did not come", told)
            return came
        self.tally.right[what] += 1
        if len(things) > 1:
            self.tally.is_wrong(f"{what} that came twice", f"{told}: {sorted(things)}")
        self._doubles(what, told, came)
        return came

    def _doubles(self, what: str, told: str, came: Sequence[Seen]) -> None:
        many, cut = len(came) - 1, self.watch.cuts(came)
        if many <= 0:
            return
        self.tally.right["messages too many"] += many
        in_channel = came[0].conversation.startswith("19:")
        if in_channel and all(each.looked_for for each in came):
            self.tally.is_wrong("cards too many where the channel may be looked up", told, many)
        if many > cut:
            words_ = f"{told}: {many} for {cut} cut ({what})"
            self.tally.is_wrong("messages too many of which no send was cut off", words_)

    async def _round(self, series: Series, at: datetime, cards: Sequence[Seen]) -> None:
        came = self._once("check-ins", series, at, cards)
        for round_id in {each.about for each in came}:
            messages = [each for each in came if each.about == round_id]
            await self._is_closed(series, at, round_id, messages)

    async def _is_closed(
        self, series: Series, at: datetime, round_id: str, messages: Sequence[Seen]
    ) -> None:
        told = f"{series.id} of {at:%a %d %b %H:%M} ({round_id})"
        kept = await self._kept(round_id)
        self._answers_are_kept(told, round_id, kept)
        found = await self.database.row(
            """
            SELECT closed_at, report IS NOT NULL AS reported,
                (SELECT count(*) FROM answers
                 WHERE round_id = rounds.id AND body ->> 'listen' <> ''
                   AND body ->> 'listen_since' IS NULL
                   AND NOT report -> 'heard' ? (body ->> 'listen')) AS left_out
            FROM rounds WHERE id = %(id)s
            """,
            {"id": round_id},
        )
        if found is None or found["closed_at"] is None or not found["reported"]:
            self.tally.is_wrong("rounds that are not closed", told)
            return
        if found["left_out"]:
            self.tally.is_wrong("answers that the report leaves out", told, found["left_out"])
        shown = [now for each in messages if (now := self.watch.now(each))]
        texts = [" ".join(words(each.content.cards)) for each in shown]
        if not any("closed" in each and ANSWER not in each for each in texts):
            self.tally.is_wrong("rounds without their report in the channel", told)
        counts = {int(many) for each in texts for many in ANSWERED.findall(each)}
        if kept and len(kept) not in counts:
            words_ = f"{told}: {sorted(counts)} for {len(kept)}"
            self.tally.is_wrong("reports that count wrongly", words_)

    async def _kept(self, round_id: str) -> dict[str, str]:
        """The words by which each person's answer is known."""
        found = await self.database.row(
            """
            SELECT coalesce(jsonb_object_agg(person_id, coalesce(body ->> 'listen', '')), '{}')
                AS kept
            FROM answers WHERE round_id = %(id)s
            """,
            {"id": round_id},
        )
        return dict(found["kept"]) if found else {}

    def _answers_are_kept(self, told: str, round_id: str, kept: Mapping[str, str]) -> None:
        people = [key for key in self.answers.may_be if key[0] == round_id]
        for key in people:
            may_be = self.answers.may_be.pop(key)
            is_kept = key[1] in kept
            good = (ANY in may_be) if is_kept else (NOTHING in may_be)
            if is_kept and kept[key[1]] in may_be - {NOTHING}:
                good = True
            self.tally.right["answers"] += is_kept
            if not good:
                words_ = f"{told}: {kept.get(key[1], 'nothing')!r} is none of {sorted(may_be)}"
                self.tally.is_wrong("answers that are not as they were acknowledged", words_)
