"""Turns an ordered failure into what Graph, or whatever stands before it, would answer then."""

from dataclasses import replace
from typing import Any

from simulator.faults import Fault, FaultKind
from simulator.graph.answers import INVALID_TOKEN, Answer, Refusal, denied, encoded, forbidden
from simulator.graph.spoiling import STRANGE, strange

ORDERED = "The rehearsal ordered this failure."
STATUS = {
    FaultKind.THROTTLE: (429, "TooManyRequests"),
    FaultKind.UNAVAILABLE: (503, "ServiceUnavailable"),
    FaultKind.GATEWAY_TIMEOUT: (504, "GatewayTimeout"),
    FaultKind.ERROR_BEFORE: (500, "InternalServerError"),
    FaultKind.ERROR_AFTER: (500, "InternalServerError"),
    FaultKind.GATEWAY_AFTER: (502, "BadGateway"),
    FaultKind.TIMEOUT_AFTER: (504, "GatewayTimeout"),
    FaultKind.BLOCKED: (403, "Forbidden"),
    FaultKind.ROSTER: (403, "Forbidden"),
    FaultKind.GONE: (404, "NotFound"),
    FaultKind.BAD: (400, "BadRequest"),
    FaultKind.TIMEOUT: (408, "RequestTimeout"),
    FaultKind.CONFLICT: (409, "Conflict"),
}
WAITS = (FaultKind.THROTTLE, FaultKind.UNAVAILABLE)
# What needs an answer that there has to be first.
SPOILS = (FaultKind.GARBLED, FaultKind.OTHER_HOST, FaultKind.ODD, *STRANGE)
PROXY = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in.</body></html>"
ELSEWHERE = "http://elsewhere.example/v1.0/groups?$skiptoken=1"
# Beside what there is: nothing, somebody who does not say who, no person, and a number for a text.
ODD = (
    None,
    {"@odata.type": "#microsoft.graph.user", "id": None, "displayName": None},
    {"@odata.type": "#microsoft.graph.device", "id": "0d0d0d0d-0000", "displayName": "Printer"},
    {"@odata.type": "#microsoft.graph.user", "id": 7, "displayName": 7, "userPrincipalName": 7},
)
SILENT = Answer(500, silent=True)


def failed(fault: Fault, *, of_identity: bool) -> Answer:
    """Instead of an answer; silent for those that give none."""
    if fault.kind is FaultKind.SIGN_IN:
        return Refusal(*INVALID_TOKEN).answer
    if fault.kind is FaultKind.FORBIDDEN:
        return (denied() if of_identity else forbidden(ORDERED)).answer
    if fault.kind is FaultKind.HTML:
        return Answer(200, text=PROXY, kind="text/html")
    if fault.kind not in STATUS:
        return SILENT

    waits = fault.kind in WAITS and fault.retry_after is not None
    headers = {"Retry-After": f"{fault.retry_after:g}"} if waits else {}
    return Refusal(*STATUS[fault.kind], ORDERED, headers).answer


def spoilt(fault: Fault, answer: Answer, link: str = "") -> Answer:
    """The answer as it arrives then: cut in half, odd, or with its next page on another host.

    `link` leads to the answer itself, once more.

    What has no body gets half a word, which nobody sends along with a 204.
    """
    if fault.kind is FaultKind.GARBLED:
        whole = encoded(answer.body)
        return replace(answer, text=whole[: len(whole) // 2])
    if not isinstance(answer.body, dict):
        return answer
    if fault.kind in STRANGE:
        return replace(answer, body=strange(fault, answer.body, link))
    if fault.kind is FaultKind.ODD:
        return replace(answer, body=_odd(answer.body))
    return replace(answer, body=answer.body | {"@odata.nextLink": ELSEWHERE})


def _odd(body: dict[str, Any]) -> dict[str, Any]:
    """A list with odd entries in front; one thing by itself has no name."""
    if isinstance(body.get("value"), list):
        return body | {"value": [*ODD, *body["value"]]}
    return body | {"displayName": None}
