"""What `doctor` says of what came in, and of what did not."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from bot.door.arrivals import HELP
from bot.door.gate_errors import Reason
from bot.door.refusal_words import MEANINGS, Weight
from bot.remark import Remark
from core.arrivals.model import MANY
from core.days import moment
from core.words import listed, many
from store.arrivals.arrivals import RefusedLately

PROBE_HOST = "doctor.process-center.invalid"  # of what `doctor --endpoint` sends: no stranger's
QUIET = timedelta(days=4)  # a long weekend says nothing
DAY = timedelta(days=1)


def arrived(since: timedelta | None) -> Remark:
    """How long ago Teams' last activity was let in; silence alone is no mistake."""
    if since is None:
        says = f"nothing came in yet. `doctor --endpoint` proves the way, {HELP} has the causes"
        return Remark("arrivals", None, says)
    says = f"the last activity came in {_ago(since)}"
    if since > QUIET:
        return Remark("arrivals", None, f"{says}. If that is too long, {HELP} has the causes")
    return Remark("arrivals", True, says)


def refusals(found: Sequence[RefusedLately], since: timedelta | None) -> list[Remark]:
    """One for each reason that may be ours to mend, and one for all strangers together.

    Where Teams' own came in within the day, those that prove nothing are nothing to mend.
    """
    others = [each for each in found if each.host != PROBE_HOST and each.reason in set(Reason)]
    if not others:
        return [Remark("refused", True, "nothing in the last day")]
    works = since is not None and since < DAY
    told = sorted(others, key=lambda each: (list(Reason).index(Reason(each.reason)), -each.times))
    by_reason = [(Reason(name), [*same]) for name, same in groupby(told, lambda each: each.reason)]
    remarks = [
        _remark(reason, same, works)
        for reason, same in by_reason
        if MEANINGS[reason].weight is not Weight.STRANGER
    ]
    strangers = [
        (reason, same) for reason, same in by_reason if MEANINGS[reason].weight is Weight.STRANGER
    ]
    return remarks + ([_strangers(strangers, works)] if strangers else [])


def _remark(reason: Reason, same: Sequence[RefusedLately], works: bool) -> Remark:
    meaning = MEANINGS[reason]
    named = listed(sorted({each.named for each in same if _is_told(each.named)}), most=3)
    times = many(sum(each.times for each in same), "time")
    newest = moment(max(each.last_at for each in same), "UTC")
    why = meaning.says.format(named=named or "one that is not told")
    says = f"{times} in the last day, at last {newest} UTC{_places(same)}: {why}"
    mend = meaning.weight is Weight.MEND or not works
    end = f". See {HELP}" if mend else ". Others came in, so this may be strangers'"
    return Remark(f"refused ({reason.value})", False if mend else None, f"{says}{end}")


def _strangers(found: Sequence[tuple[Reason, Sequence[RefusedLately]]], works: bool) -> Remark:
    """Whoever scans the internet finds us; but a proxy may have taken the token, too."""
    counts = [f"{reason.value} {sum(each.times for each in same):,}" for reason, same in found]
    says = f"{listed(counts)}: not the Bot Framework's. Every address is tried by strangers"
    if not works and Reason.NO_TOKEN in dict(found):
        says += "; but see that the web server in front passes the header Authorization on"
    return Remark("refused (strangers)", None, says)


def _places(same: Sequence[RefusedLately]) -> str:
    told = [_place(each.host, each.tenant) for each in same if each.host != MANY]
    told = [*dict.fromkeys(each for each in told if each)]
    others = any(each.host == MANY for each in same)
    if not told:
        return ", from many hosts" if others else ""
    return f", from {listed(told, most=3)}{' and many others' if others else ''}"


def _place(host: str, tenant: str) -> str:
    return f"{host or 'an unnamed host'} (tenant {tenant})" if tenant else host


def _is_told(named: str) -> bool:
    return bool(named) and named != MANY


def _ago(since: timedelta) -> str:
    minutes = int(since / timedelta(minutes=1))
    if minutes < 1:
        return "less than a minute ago"
    if minutes < 120:
        return f"{many(minutes, 'minute')} ago"
    hours = minutes // 60
    return f"{hours} hours ago" if hours < 48 else f"{hours // 24} days ago"
