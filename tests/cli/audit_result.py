"""The JSON of an audit as the contract has it (section 6), as a schema that allows nothing else."""

from typing import Any

TEXT = {"type": "string"}
WHEN = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"}
COUNT = {"type": "integer", "minimum": 0}
SCALAR = {"type": ["string", "integer", "number", "boolean", "null"]}
SEEN = {"anyOf": [SCALAR, {"type": "array", "items": TEXT}]}


def _closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


RUN = _closed(
    id=TEXT,
    started_at=WHEN,
    finished_at=WHEN,
    teams=COUNT,
    teams_read=COUNT,
    complete={"type": "number", "minimum": 0, "maximum": 1},
    http_requests=COUNT,
    graph_requests=COUNT,
    throttled=COUNT,
    overload={
        "anyOf": [
            {"type": "null"},
            _closed(
                people=COUNT,
                limit=COUNT,
                over=COUNT,
                teams=COUNT,
                teams_worst=COUNT,
                channels={"anyOf": [COUNT, {"type": "null"}]},
                channels_worst={"anyOf": [COUNT, {"type": "null"}]},
                at_least={"type": "boolean"},
            ),
        ]
    },
)
FINDING = _closed(
    standard=TEXT,
    rule=TEXT,
    level={"enum": ["must", "should"]},
    severity={"enum": ["critical", "high", "medium", "low"]},
    subject=_closed(
        type={"enum": ["team", "channel", "person", "pair", "tenant"]}, id=TEXT, name=TEXT
    ),
    team={"type": ["string", "null"]},
    outcome={"enum": ["failed", "unknown", "waived", "passed", "not_applicable"]},
    says=TEXT,
    seen=SEEN,
    wanted=SEEN,
    first_seen_at={"anyOf": [WHEN, {"type": "null"}]},
    remedy={
        "anyOf": [
            {"type": "null"},
            _closed(
                kind=TEXT,
                mode={"enum": ["auto", "approve", "guided"]},
                choices={"type": "array", "items": TEXT},
            ),
        ]
    },
)
RESULT = _closed(run=RUN, findings={"type": "array", "items": FINDING})
