"""Text as PostgreSQL keeps it: people and tenants write characters that no database takes.

That is NUL, and one half of a character that takes two in UTF-16, as is left where a name was cut
in the middle of it. One such name would stop the whole batch that it is in.
"""

import json
from collections.abc import Callable

from psycopg import AsyncConnection, DataError
from psycopg.abc import Buffer
from psycopg.types.json import set_json_dumps
from psycopg.types.string import StrDumper, StrDumperUnknown

from core.unseen import keepable


def dumps(value: object, default: Callable[[object], object] | None = None) -> str:
    """As json.dumps, of what can be kept; `default` makes text of what JSON has no word for."""
    written = json.dumps(value, default=default)
    if "\\u0000" not in written and "\\ud" not in written:
        return written
    return json.dumps(_cleaned(json.loads(written)))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return keepable(value)
    if isinstance(value, dict):
        return {keepable(name): _cleaned(each) for name, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list) else value


class _Text(StrDumper):
    def dump(self, obj: str) -> Buffer | None:
        try:
            return super().dump(obj)
        except (DataError, UnicodeEncodeError):
            return super().dump(keepable(obj))


class _Untyped(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        try:
            return super().dump(obj)
        except (DataError, UnicodeEncodeError):
            return super().dump(keepable(obj))


def take_all_text(connection: AsyncConnection[object]) -> None:
    """Whatever text is given to this connection is kept, as far as it can be."""
    connection.adapters.register_dumper(str, _Text)
    connection.adapters.register_dumper(str, _Untyped)
    set_json_dumps(dumps, connection)
