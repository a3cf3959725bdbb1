"""The privacy page names every table in which a person is, and for how long that is kept."""

import re
from pathlib import Path

import pytest

from store.database import Database

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "privacy.md"
KEPT = ROOT / "docs" / "what-is-kept.md"
TEMPLATES = sorted((ROOT / "docs" / "templates").glob("*.html"))
# What a column is called that says who: by an object id, a name, or an address.
WHO = re.compile(
    r"person|people|owner|leader|starter|addressee|recipient|reader|principal|called|report_to"
    r"|^named$|_by$|^by_name$|conversation_id"
)
COLUMNS = """
    SELECT table_name AS table, column_name AS column, data_type AS type
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
"""
# How often each outcome was; how much people follow, in figures of all of them; an app, an issuer
# or a channel that an activity named.
OF_NOBODY = {"audit_runs.counts", "audit_runs.overload", "refusals.named"}


def rows() -> dict[str, str]:
    """Each table that the page says something of a person is in, with how long it is kept."""
    found = re.findall(
        r"^\| .+? \| .+? \| (.+?) \| .+? \| (`.+`) \|$", PAGE.read_text("utf-8"), re.M
    )
    return {table: kept for kept, named in found for table in re.findall(r"`(\w+)`", named)}


def without() -> set[str]:
    """Each of which it says that nothing is."""
    (said,) = re.findall(
        r"^Nothing of a person is in (.+?)\.$", PAGE.read_text("utf-8"), re.M | re.S
    )
    return set(re.findall(r"`(\w+)`", said))


async def test_every_table_is_on_the_page_once(database: Database) -> None:
    tables = {each["table"] for each in await database.all(dict, COLUMNS)}

    assert {*rows()} | without() == tables
    assert not {*rows()} & without()


async def test_nobody_is_in_a_table_of_which_the_page_says_so(database: Database) -> None:
    found = {
        f"{each['table']}.{each['column']}"
        for each in await database.all(dict, COLUMNS)
        if each["table"] in without()
        and (WHO.search(each["column"]) or each["type"] in ("json", "jsonb"))
    }

    assert found == OF_NOBODY


def test_what_is_kept_for_some_time_only_is_kept_so_long() -> None:
    """As the page with every table has it, by the settings that it names."""
    told = dict(re.findall(r"^\| `(\w+)` \| .+? \| (.+) \|$", KEPT.read_text("utf-8"), re.M))
    for table, kept in rows().items():
        named = set(re.findall(r"KEEP_\w+", told[table]))
        assert named <= set(re.findall(r"KEEP_\w+", kept)), table


def test_every_permission_is_on_the_page() -> None:
    started = (ROOT / "docs" / "getting-started.md").read_text("utf-8")
    permissions = set(re.findall(r"^\| `(\w+\.\w+(?:\.\w+)+)` \|", started, re.M))

    assert permissions
    assert not {each for each in permissions if f"`{each}`" not in PAGE.read_text("utf-8")}


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: page.name)
def test_a_template_loads_nothing_and_says_what_is_to_be_filled_in(page: Path) -> None:
    text = page.read_text("utf-8")

    assert "[organisation]" in text
    assert not re.search(r"<(script|link|img|iframe)|https?:|url\(", text)
