"""Standards to break in tests."""

from core.standards.model import Standard
from store.content.standards import read

TEAM = "1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11"
GOOD = """\
standard: tidy
title: Tidy teams
applies_to: {name: "^PRJ-", visibility: private}
clauses:
  - rule: enough_owners
    level: must
    severity: high
    params: {at_least: 2}
    why: A team whose only owner left cannot be managed by anyone.
    fix: Ask a member who runs the work to become an owner.
waivers:
  - {rule: enough_owners, team: 1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11, accepted: 1, reason: Two people, approved_by: pat@contoso.example, until: 2027-01-31}
"""  # noqa: E501 - as the contract writes it


def clause(rule: str, params: str = "", level: str = "should") -> str:
    """The good standard with one more clause before its first, whose rule stands in line 5."""
    written = f"  - rule: {rule}\n    level: {level}\n    severity: low\n"
    written += f"    params: {params}\n" if params else ""
    return GOOD.replace("clauses:\n", f"clauses:\n{written}    why: Because.\n    fix: Do it.\n")


def waiver(line: str) -> str:
    """The good standard with this waiver instead of its own, in line 12."""
    return f"{GOOD[: GOOD.index('  - {rule: enough_owners, team')]}  - {{{line}}}\n"


def tidy(text: str) -> Standard:
    """The standard in the text, from a file of its name."""
    return read(text.encode("utf-8", "surrogatepass"), "tidy.yaml")
