"""What a client makes of a card's words: macros are replaced, then `TextBlock`s are Markdown.

Modelled on the official renderer (adaptivecards 3.0: text-formatters, TextBlock, TextRun) with
markdown-it, and stricter than it: bare addresses become links here too, as some clients do.
"""

import html
import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": True})
MACRO = re.compile(r"\{\{(DATE|TIME)\(.*?\)\}\}")
TEMPLATE = re.compile(r"\$\{")
UNSEEN = re.compile("[\u2060\u2068\u2069]")


def marked_up(text: str) -> str:
    """The HTML of a `TextBlock`."""
    return str(MARKDOWN.render(text))


def read(markup: str) -> str:
    """The words that a reader sees of HTML, in one line."""
    return one_line(html.unescape(re.sub(r"<[^>]*>", "", markup.replace("</p>", " "))))


def one_line(text: str) -> str:
    """A text without its unseen marks, white space being as good as any other."""
    return " ".join(UNSEEN.sub("", text).split())


def elements(value: object) -> Iterator[dict[str, object]]:
    """Every element and action of a card, whatever it stands in."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from elements(each)


def shown(wire: Mapping[str, object]) -> str:
    """Everything that a reader sees as text, inputs apart, in one line."""
    return one_line(" ".join(_words(each) for each in elements(dict(wire))))


def _words(element: dict[str, object]) -> str:
    if element.get("type") == "TextBlock":
        return read(marked_up(MACRO.sub("(moment)", str(element["text"]))))
    inlines = element.get("inlines")
    if isinstance(inlines, list):
        return one_line("".join(MACRO.sub("(moment)", each["text"]) for each in inlines))
    return ""


def tags(wire: Mapping[str, object]) -> set[str]:
    """The HTML elements that the card's Markdown makes."""
    blocks = [each for each in elements(dict(wire)) if each.get("type") == "TextBlock"]
    made = [re.findall(r"<(\w+)", marked_up(str(each["text"]))) for each in blocks]
    return {tag for found in made for tag in found}


def macros(wire: Mapping[str, object]) -> int:
    """How many macros and templates a client would replace in it."""
    texts = [str(each.get("text", "")) for each in elements(dict(wire))]
    return sum(len(MACRO.findall(text)) + len(TEMPLATE.findall(text)) for text in texts)
