"""A snapshot of a tenant as a file: lines of JSON, packed, so that it can be read and written
piece by piece."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from core.errors import InputError
from core.facts import Gap
from core.standards.facts import Account, Reading, Team, Tenant
from core.standards.model import Waiver
from core.standards.organisation import Organisation
from core.standards.reads import Read
from core.standards.snapshots.snapshot import Snapshot
from store.standards.hidden_lines import HiddenLines, hidden_lines
from store.standards.packing import KINDS, Garbled, Packing

KIND, VERSION = "process-center snapshot", 1
WAIVERS: TypeAdapter[tuple[tuple[str, Waiver], ...]] = TypeAdapter(tuple[tuple[str, Waiver], ...])
LEVEL = 6  # of packing
PIECE = 1 << 18  # bytes before they are packed
LONGEST = 64_000_000  # characters of a line; one that never ends would fill the memory


def pieces(snapshot: Snapshot) -> Iterator[bytes]:
    """The file, in pieces as they are made."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)  # as gzip has it
    waiting, size = [], 0
    for line in _lines(snapshot):
        waiting.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        size += len(waiting[-1])
        if size > PIECE:
            yield packer.compress("".join(waiting).encode("utf-8", "replace"))
            waiting, size = [], 0
    yield packer.compress("".join(waiting).encode("utf-8", "replace"))
    yield packer.flush()


def read(file: Path) -> Snapshot:
    """What was kept in a file. Raises InputError for one that cannot be read, is none, is of
    another version, or is not whole."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as opened:
            return _Reading(file).of(iter(lambda: opened.readline(LONGEST), ""))
    except EOFError as error:
        raise InputError(_cut(file)) from error
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise InputError(_none(file)) from error
        reason = error.strerror or "unreadable"
        raise InputError(f"{file} cannot be read ({reason}). Name a file that can.") from error
    except (zlib.error, ValueError, TypeError, LookupError, RecursionError, Garbled) as error:
        raise InputError(_none(file)) from error


def _none(file: Path) -> str:
    return (
        f"{file} is no snapshot, or it was damaged. Make one with"
        " `process-center audit --save-snapshot FILE`."
    )


def _cut(file: Path) -> str:
    return f"{file} ends too early, so it is not the whole snapshot. Copy or make it again."


def _lines(snapshot: Snapshot) -> Iterator[Any]:
    """The head, each person before the first team that names them, and the end with the figures."""
    reading = snapshot.reading
    packing = Packing()
    yield {
        "is": KIND,
        "version": VERSION,
        "fields": {kind.__name__: [each.name for each in fields(kind)] for kind in KINDS},
        "reads": sorted(snapshot.reads),
        "read_at": snapshot.read_at.isoformat(),
        "organisation": snapshot.organisation,
        "time_zone": snapshot.time_zone,
        "tenant": [reading.tenant.id, reading.tenant.name],
        "waivers": WAIVERS.dump_python(snapshot.waivers, mode="json"),
    }
    written = 0
    for what, record in _records(reading):
        line = packing.record(record)
        for person in packing.met[written:]:
            yield ["person", packing.record(person)]
        written = len(packing.met)
        yield [what, line]
    if snapshot.hidden:
        yield from hidden_lines(snapshot.hidden)
    rest = reading.tenant.rest
    yield {
        "end": len(reading.tenant.teams),
        "rest": [rest.reason, rest.gone] if rest else None,
        "whole": reading.whole,
        "figures": [reading.http_requests, reading.graph_requests, reading.throttled],
    }


def _records(reading: Reading) -> Iterator[tuple[str, object]]:
    yield "organisation", reading.tenant.organisation
    for team in reading.tenant.teams:
        yield "team", team


class _Reading:
    """A file as it is read, line by line."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._teams: list[Team] = []
        self._organisation = Organisation()
        self._hidden = HiddenLines()
        self._packing = Packing()

    def of(self, lines: Iterable[str]) -> Snapshot:
        head: Mapping[str, Any] | None = None
        rest = iter(lines)
        for line in rest:
            found = json.loads(line)
            if head is None:
                head = self._head(found)
            elif isinstance(found, dict):
                if next(rest, None):  # which also looks whether all that was packed is sound
                    raise Garbled
                return self._snapshot(head, found)
            else:
                self._take(*found)
        raise InputError(_cut(self._file) if head else _none(self._file))

    def _head(self, found: Any) -> Mapping[str, Any]:
        if not isinstance(found, dict) or found.get("is") != KIND:
            raise Garbled
        if found.get("version") != VERSION:
            raise InputError(
                f"{self._file} is of another version of Process Center"
                f" ({found.get('version')!s:.9}, not {VERSION}). Make it again with this one."
            )
        self._packing = Packing(found["fields"])
        return found

    def _take(self, what: str, *line: Any) -> None:
        if what == "person":
            self._packing.met.append(self._packing.made(Account, line[0]))
        elif what == "team":
            self._teams.append(self._packing.made(Team, line[0]))
        elif what == "organisation":
            self._organisation = self._packing.made(Organisation, line[0])
        else:
            self._hidden.take(what, line)

    def _snapshot(self, head: Mapping[str, Any], end: Mapping[str, Any]) -> Snapshot:
        if end["end"] != len(self._teams):
            raise Garbled
        id_, name = map(_text, head["tenant"])
        rest = Gap(_text(end["rest"][0]), bool(end["rest"][1])) if end["rest"] else None
        tenant = Tenant(id_, name, self._teams, rest, self._organisation)
        return Snapshot(
            Reading(tenant, end["whole"] is True, *_figures(end["figures"])),
            frozenset(map(Read, head["reads"])),
            datetime.fromisoformat(head["read_at"]),
            _text(head["organisation"]),
            _text(head["time_zone"]),
            self._hidden.made(),
            WAIVERS.validate_python(head.get("waivers", [])),  # an older file has none
        )


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise Garbled
    return found


def _figures(found: Sequence[Any]) -> tuple[int, int, int]:
    http, graph, throttled = map(int, found)
    return http, graph, throttled
