"""Words that mean something else when they stand in YAML without quotes (YAML 1.1 and 1.2)."""

import re

READ_AS = (
    ("nothing", re.compile(r"|~|null|Null|NULL")),
    (
        "true or false",
        re.compile(r"y|n|yes|no|on|off|true|false", re.IGNORECASE),
    ),
    (
        "a number",
        re.compile(
            r"[-+]?(0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
            r"|(\.[0-9][0-9_]*|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))"
            r"|\.(nan|NaN|NAN)"
        ),
    ),
    ("a date", re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?")),
    ("a merge", re.compile(r"<<|=")),
)


def misread(text: str) -> str:
    """What a reader of YAML takes this word for when it has no quotes; empty for plain text."""
    return next((meaning for meaning, shape in READ_AS if shape.fullmatch(text)), "")
