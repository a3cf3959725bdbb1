"""What stands below a finding of a team: the exception that was asked for it, or a way to ask."""

from collections.abc import Sequence

from cards.kit.elements import CardElement, Words, dialog_button, paragraph, press
from cards.standards.audit_lines import FindingRoom
from core.days import full_day, local_day
from core.standards.model import Finding, Outcome
from core.standards.reports.reports import TeamReport
from core.standards.waivers.exceptions import Request, State, about, standing


def lines(row: Sequence[Finding], report: TeamReport, room: FindingRoom) -> list[CardElement]:
    """Nothing where it is not known whether it is met."""
    if row[0].outcome is not Outcome.FAILED:
        return []
    known = _known(row, report)
    told: list[CardElement] = [paragraph(*_told(known, room), space="None")] if known else []
    if known and known.state is not State.DECLINED:
        return told
    ask = dialog_button(
        "Ask for an exception",
        "audit.waive",
        run=report.run_id,
        team=report.team_id,
        finding=about(row),
    )
    return [*told, press(ask)]


def holds(row: Sequence[Finding], report: TeamReport) -> bool:
    """Whether somebody approved an exception for it since: then nothing is to be done."""
    known = _known(row, report)
    return known is not None and known.state is State.APPROVED


def _known(row: Sequence[Finding], report: TeamReport) -> Request | None:
    return standing(report.requests, row, local_day(report.read_at, report.time_zone))


def _told(request: Request, room: FindingRoom) -> list[str | Words]:
    until = full_day(request.until)
    if request.state is State.ASKED:
        return [
            Words("Exception asked for"),
            " by ",
            request.asker,
            f" until {until}; no answer yet",
        ]
    last = request.said[-1]
    why = [": ", room.says(last.why)] if last.why else []
    if request.state is State.DECLINED:
        return [Words("Exception declined"), " by ", last.name, *why]
    return [Words(f"Exception until {until}"), ", approved by ", last.name, *why]
