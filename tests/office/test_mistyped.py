"""What a word processor or a web page makes of a value is told by its name, with what to type."""

import unicodedata

import pytest

from core.errors import OfficeError
from core.office.lookalikes import lookalike, typed
from store.office.file import read, write

TEAM = "1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11"
CHANNEL = "19:abc_D-e@thread.tacv2"


def project(line: str) -> str:
    """A file with one project, whose fourth line is `line`."""
    return f"projects:\n  - id: apollo\n    title: Apollo\n    {line}\n"


def checkin(line: str) -> str:
    """A file with one check-in, whose seventh line is `line`."""
    place = f'team: {TEAM}, channel: "{CHANNEL}"'
    return (
        "projects:\n"
        f"  - {{id: apollo, title: Apollo, {place}}}\n"
        f"checkins:\n  - id: weekly\n    project: apollo\n    open_for: 24h\n    {line}\n"
    )


SLIPS = {
    # blanks
    **{
        f"a key indented by U+{ord(blank):04X}": (
            f"center:\n {blank}organisation: Contoso\n", "2:2", name, "Type a space",
        )
        for blank, name in {
            "\u00a0": "NO-BREAK SPACE (U+00A0)", "\u2007": "FIGURE SPACE (U+2007)",
            "\u202f": "NARROW NO-BREAK SPACE (U+202F)", "\u3000": "IDEOGRAPHIC SPACE (U+3000)",
        }.items()
    },
    "a key indented by nothing that is seen": (
        "\u200bcenter: {}\n", "1:1", "ZERO WIDTH SPACE (U+200B)", "take it out",
    ),
    "a no-break space after a colon": (
        "center:\n  organisation:\u00a0Contoso\n  time_zone: UTC\n", "2:16", "NO-BREAK", "Type a s",
    ),
    "a no-break space after the only colon": (
        "center:\n  organisation:\u00a0Contoso\n", "2:16", "NO-BREAK SPACE", "Type a space",
    ),
    "a no-break space after a dash": (
        "projects:\n  -\u00a0id: apollo\n    title: Apollo\n", "2:4", "NO-BREAK SPACE", "Type a s",
    ),
    "a no-break space before a key": (
        "projects:\n  - \u00a0id: apollo\n    title: Apollo\n", "2:5", "NO-BREAK SPACE", "Type a",
    ),
    # what nobody sees
    **{
        f"an id with U+{ord(letter):04X} behind it": (
            f"projects:\n  - id: apollo{letter}\n    title: A\n", "2:15", f"U+{ord(letter):04X}",
            "ake it out",
        )
        for letter in "\u200b\u200d\u2060\u00ad\u202e\ufe0f\u3164\ufeff"
    },
    "within quotes": (project(f'team: "{TEAM}\u200b"'), "4:48", "ZERO WIDTH SPACE", "take it out"),
    "a person": (project("owner: ada@\u2060contoso.example"), "4:16", "WORD JOINER", "take it"),
    "a word of a list": (
        checkin("mode: chan\u00adnel\n    schedule: {cron: 0 9 * * MON, time_zone: UTC}"), "7:15",
         "SOFT HYPHEN", "take it out"),
    "a key that nobody could tell": (
        "center: {organisation: A, time\u200b_zone: UTC}\n", "1:31", "ZERO WIDTH", "take it out",
    ),
    "a title of nothing": (
        "projects:\n  - id: a\n    title: \u200b\u3164\n", "3:12", "title: is empty", "Write a",
    ),
    # quotes
    "quotes around a cron line": (
        checkin("schedule: {cron: “0 9 * * MON”}"), "7:22", "LEFT DOUBLE QUOTATION MARK (U+201C)",
        'Type " instead',
    ),
    "quotes around an id": (
        "projects:\n  - id: ‘apollo’\n    title: A\n", "2:9", "LEFT SINGLE QUO", "Type ' inst",
    ),
    "quotes around a title": (
        "projects:\n  - id: apollo\n    title: “Apollo”\n", "3:12", "LEFT DOUBLE QUO", 'Type " ins',
    ),
    "quotes around a title with a colon": (
        "projects:\n  - id: apollo\n    title: “Apollo: one”\n", "3:12", "LEFT DOUBLE", 'Type "',
    ),
    "quotes of other countries": (
        "projects:\n  - id: a\n    title: „Apollo“\n", "3:12", "DOUBLE LOW-9", 'Type " instead',
    ),
    "one end of each": (
        'projects:\n  - id: a\n    title: "Apollo”\n', "3:19", "RIGHT DOUBLE", 'Type " instead',
    ),
    "quotes around a key": (
        "center: {“organisation”: A, time_zone: UTC}\n", "1:10", "LEFT DOUBLE", 'Type " instead',
    ),
    "quotes around a person": (
        project("owner: “ada@contoso.example”"), "4:12", "LEFT DOUBLE QUOTATION", 'Type " instead',
    ),
    "quotes around a word": (
        "center: {organisation: A, time_zone: UTC}\naudits: [{id: a, standards: “all”, schedule: "
        "{cron: 0 2 * * *}}]\n", "2:29", "LEFT DOUBLE", 'Type " instead',
    ),
    # dashes
    "a dash in an id": ("projects:\n  - id: a–b\n    title: A\n", "2:10", "EN DASH (U+2013)", "-"),
    "a dash in a day": (project("ends_on: 2026‑10‑30"), "4:18", "NON-BREAKING HYPHEN", "a hyphen"),
    "a minus in a number": (
        project("budget: {planned: −1, currency: USD}"), "4:23", "MINUS SIGN (U+2212)", "a hyphen",
    ),
    "a dash for a list's": ("projects:\n  – id: a\n    title: A\n", "2:3", "EN DASH", "a hyphen"),
    "a bullet for a list's": ("projects:\n  • id: a\n    title: A\n", "2:3", "BULLET", "a hyphen"),
    "a space in a number": (
        project("budget: {planned: 1\u202f000, currency: USD}"), "4:24", "NARROW NO", "Take it",
    ),
    "quotes around a number": (project("sprint_weeks: “2”"), "4:19", "LEFT DOUBLE", "Take it out"),
    # tabs
    "a tab after a colon": (project("owner:\tada@contoso.example"), "4:11", "A tab", "Type a sp"),
    "a tab after a dash": ("projects:\n  -\tid: a\n    title: A\n", "2:4", "A tab", "Type a space"),
    # letters of other alphabets
    "a letter of another alphabet": (
        "projects:\n  - id: \u0430pollo\n    title: A\n", "2:9", "CYRILLIC SMALL", "English",
    ),
    "another's in an address": (
        project("owner: ad\u0430@contoso.example"), "4:14", "CYRILLIC SMALL", "English alphabet",
    ),
    # wide letters
    "a wide colon": ("center:\n  organisation： A\n", "2:15", "FULLWIDTH COLON", "Type : instead"),
    "a wide digit": (project("sprint_weeks: ２"), "4:19", "FULLWIDTH DIGIT TWO", "Type 2 instead"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_at_its_place_by_its_name_with_what_to_type(name: str) -> None:
    text, at, called, instead = SLIPS[name]

    with pytest.raises(OfficeError) as told:
        read(text.encode(), "office.yaml")

    assert len(told.value.mistakes) == 1, told.value.says
    assert told.value.mistakes[0].startswith(f"office.yaml:{at}: "), told.value.says
    assert called in told.value.says
    assert instead in told.value.says


def test_every_blank_dash_and_mark_of_unicode_is_named() -> None:
    kinds = ("Zs", "Pd", "Cf")
    letters = [chr(code) for code in range(0x80, 0x20000)]
    odd = [letter for letter in letters if unicodedata.category(letter) in kinds]

    assert len(odd) > 100
    for letter in odd:
        found = lookalike(f"a{letter}b")
        assert found
        assert found.at == 1
        assert found.says.startswith(unicodedata.name(letter))
        assert lookalike(typed(f"a{letter}b")) is None


@pytest.mark.parametrize(
    "title",
    [
        "“Moon” and “Mars”", "Ada’s “Apollo”", '"Budget\u00a0: plan A – B"', "A\u00a0– B",
        "می\u200cخواهم",
        "👩\u200d👧", '"“Apollo”"', "'«Apollo»'", "２０２６", "l’été",
    ],
)  # fmt: skip
def test_what_people_read_may_have_any_letter(title: str) -> None:
    text = f"objectives:\n  - id: grow\n    title: {title}\n"
    office = read(text.encode())

    assert office.objectives[0].title == title.strip("\"'")
    assert read(write(office).encode()) == office
