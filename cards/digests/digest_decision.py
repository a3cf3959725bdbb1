"""A leader's decision in the chat of the project's owner: what was wanted, and what they say."""

from cards.kit.elements import Card, Words, box, card, heading, own_words, paragraph
from cards.kit.text import readers_moment
from core.digests.model import Ruling
from core.digests.wanting import change_until


def build(ruling: Ruling) -> Card:
    """What holds now; the card changes with their mind, and there is nothing to press."""
    first, last = ruling.decisions[0], ruling.decisions[-1]
    title = (last.by, f" says {last.decided} · ", ruling.project)
    changed = f" They first said {first.decided}." if len(ruling.decisions) > 1 else ""
    until = change_until(ruling.decisions)
    can = f"If they change it by {readers_moment(until)}, this card says so." if until else ""
    return card(
        heading(*title),
        own_words(f"Decided {readers_moment(last.decided_at)}.{changed}", space="None"),
        box("emphasis", paragraph(Words(ruling.what, bold=False))),
        own_words(can),
        speak=f"{''.join(title)}: {ruling.what}",
    )
