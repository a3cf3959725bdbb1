"""Puts the page of a run together from its template, its style and its script."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.days import full_moment
from core.standards.model import Audited
from pages.kit.text import neutral
from pages.standards import words
from pages.standards.charts import bars, figures, matrix, trend
from pages.standards.fatigue import fatigue
from pages.standards.formats import Context
from pages.standards.groups import by_team, clauses, unread
from pages.standards.page_parts import anchor, blocks, fixed
from pages.standards.page_runs import newest, put_right
from pages.standards.trending import MEANS, NOT_BY_WHOM, figure, parts

FOLDER = Path(__file__).parent / "page"
MOST = 10  # bars of a chart and rows of a trend; the rest is among the findings
OPEN = 3  # teams that are unfolded from the start


def pieces(audited: Audited, context: Context) -> Iterator[str]:
    """The page in pieces, as every text of the tenant is escaped and made harmless."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, script = ((FOLDER / name).read_text("utf-8") for name in ("page.css", "page.js"))
    broken = clauses(audited.findings)
    gaps = unread(audited.findings, context.not_read)
    return environment.get_template(
        "page.html"
    ).generate(
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 ours, as the script is
        script=Markup(script),  # noqa: S704
        audited=audited,
        run=audited.run,
        context=context,
        words=words,
        moment=full_moment,
        anchor=anchor,
        titles={name: _title(name, context) for name in audited.run.standards},
        figures=figures(audited),
        clauses=broken,
        bars=bars(broken[:MOST]),
        trend=trend(context.history, context.zone),
        matrix=matrix(audited, context),
        fatigue=fatigue(audited, context),
        unread=gaps,
        steps=words.next_steps(audited, gaps),
        fixed=fixed(audited),
        newest=newest(audited),
        runs=parts(context),
        figure=figure,
        most=MOST,
        trend_means=MEANS,
        not_by_whom=NOT_BY_WHOM,
        put_right=put_right(context),
        teams=blocks(by_team(audited.findings), audited, context.zone),
        unfolded=OPEN,
    )


def _title(name: str, context: Context) -> str:
    standard = context.standards.get(name)
    return standard.title if standard else name


def _harmless(value: object) -> object:
    return neutral(value) if type(value) is str else value


def _policy(style: str, script: str) -> str:
    """Nothing from anywhere, and of styles and scripts these two alone (W3C, CSP level 2)."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
