"""What a word processor, a web page or Teams makes of a value is told by its name, or taken."""

import string
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import OfficeError
from core.office.links import link
from core.office.lookalikes import lookalike, typed
from store.office.file import read, read_file, write

CENTER = "center:\n  organisation: Contoso\n  time_zone: America/Chicago\n"
TEAM = "1f0c7a52-8d4e-4b7c-9c55-0a6f3f1d2b11"
CHANNEL = "19:abc_D-e@thread.tacv2"
QUERY = f"?groupId={TEAM}&tenantId=0a6f3f1d-8d4e-4b7c-9c55-1f0c7a522b11"
CODED = "19%3aabc_D-e%40thread.tacv2"


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


LINKS = {
    "its id": CHANNEL,
    "its id as a link has it": CODED,
    "coded twice": CODED.replace("%", "%25"),
    "blanks around it": f" {CHANNEL} ",
    "a link": f"https://teams.microsoft.com/l/channel/{CODED}/Status%20now{QUERY}",
    "a link of today": f"https://teams.cloud.microsoft/l/channel/{CODED}/Status{QUERY}&ngc=true",
    "a link that is not coded": f"https://teams.microsoft.com/l/channel/{CHANNEL}/Status{QUERY}",
    "a link of another cloud": f"https://gov.teams.microsoft.us/l/channel/{CODED}/Status{QUERY}",
    "a link to its team": f"https://teams.microsoft.com/l/team/{CODED}/conversations{QUERY}",
    "a link to a message": f"https://teams.microsoft.com/l/message/{CODED}/1700000000000{QUERY}",
    "a link that opens the app": f"msteams:/l/channel/{CODED}/Status{QUERY}",
    "a link out of a mail": (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fteams.microsoft.com%2Fl"
        f"%2Fchannel%2F{CODED.replace('%', '%25')}%2FStatus%3FgroupId%3D{TEAM}&data=05"
    ),
}


@given(
    st.text(string.ascii_letters + string.digits + "_-.=+/?#& ", min_size=1, max_size=60),
    st.text(max_size=20),
    st.sampled_from(["https://teams.microsoft.com", "https://teams.cloud.microsoft", "msteams:"]),
)
@settings(max_examples=200, deadline=None)
def test_an_id_comes_out_of_every_link_as_it_went_in(id_: str, name: str, host: str) -> None:
    thread = f"19:{id_}@thread.tacv2"
    found = link(f"{host}/l/channel/{quote(thread, safe='')}/{quote(name, safe='')}{QUERY}")

    assert found
    assert (found.channel, found.team) == (thread, TEAM)


@pytest.mark.parametrize("how", LINKS)
def test_a_channel_is_taken_as_teams_gives_it_to_be_copied(how: str) -> None:
    office = read(project(f'team: {TEAM}\n    channel: "{LINKS[how]}"').encode())

    assert office.projects[0].channel == CHANNEL
    assert f'channel: "{CHANNEL}"' in write(office)


@pytest.mark.parametrize(
    "how", [how for how, text in LINKS.items() if "/l/" in text or "url" in text]
)
def test_a_link_where_a_team_is_wanted_gives_its_id(how: str) -> None:
    office = read(project(f'team: "{LINKS[how]}"').encode())

    assert office.projects[0].team == TEAM
    assert f"team: {TEAM}" in write(office)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"team: {TEAM.upper()}", f"team: {TEAM}"),
        (f'team: " {TEAM}"', f"team: {TEAM}"),
        (f"owner: {TEAM.upper()}", f"owner: {TEAM}"),
        ("owner: Ada@Contoso.Example", "owner: ada@contoso.example"),
        ("owner: mailto:ada@contoso.example", "owner: ada@contoso.example"),
        ("owner: <ada@contoso.example>", "owner: ada@contoso.example"),
        ("owner: Ada Lovelace <Ada@contoso.example>", "owner: ada@contoso.example"),
        (f"owner: 8:orgid:{TEAM}", f"owner: {TEAM}"),
        ('owner: " ada@contoso.example "', "owner: ada@contoso.example"),
        ("stakeholders: [KIM@contoso.example]", "stakeholders: [kim@contoso.example]"),
    ],
)
def test_one_team_or_person_is_the_same_however_it_is_written(line: str, kept: str) -> None:
    assert f"    {kept}\n" in write(read(project(line).encode()))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f'team: "{{{TEAM.upper()}}}"', f"in brackets. Write {TEAM}."),
        (f'owner: "{{{TEAM}}}"', f"in brackets. Write {TEAM}."),
        (f"owner: ({TEAM})", f"in brackets. Write {TEAM}."),
        (f"team: {CODED}", "is a channel's id"),
        (f"team: https://teams.microsoft.com/l/channel/{CODED}/S", "without groupId"),
        ("team: https://x/y", "is no team id. Copy groupId"),
        (f"team: {TEAM}\n    channel: {TEAM}", "a link to the channel is taken too"),
        (f"team: {TEAM}\n    channel: https://x/y", "is no channel id"),
        (f"team: {TEAM}\n    channel: https://[x/l/channel/", "is no channel id"),
    ],
)
def test_what_cannot_be_taken_says_what_to_write(line: str, says: str) -> None:
    with pytest.raises(OfficeError) as told:
        read(project(line).encode())

    assert len(told.value.mistakes) == 1, told.value.says
    assert says in told.value.says


HOME = "0a6f3f1d-8d4e-4b7c-9c55-1f0c7a522b11"


@pytest.mark.parametrize(
    ("team", "place", "says"),
    [
        (
            "other",
            "5:14",
            f"channel: is a link to a channel of the team {TEAM}, and team names other",
        ),
        (LINKS["a link"], "4:11", "team: is a link of another tenant"),
    ],
)
def test_a_link_that_leads_elsewhere_is_told(team: str, place: str, says: str) -> None:
    text = project(f'team: "{team}"\n    channel: "{LINKS["a link"]}"').encode()
    ours = [HOME.upper()] if team == "other" else ["11111111-2222-4333-8444-555555555555"]

    with pytest.raises(OfficeError) as told:
        read_file(text, "office.yaml", ours).check()
    assert told.value.mistakes[0].startswith(f"office.yaml:{place}: {says}")
    assert len(told.value.mistakes) == (1 if team == "other" else 2)


@pytest.mark.parametrize("tenants", [(), (HOME.upper(),)])
def test_a_link_of_ones_own_is_taken(tenants: tuple[str, ...]) -> None:
    text = project(f'team: {TEAM.upper()}\n    channel: "{LINKS["a link"]}"').encode()

    assert read_file(text, "office.yaml", tenants).check().projects[0].channel == CHANNEL
