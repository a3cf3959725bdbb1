"""GIFs, stickers and memes are welcome in one team and out of place in another."""

from core.standards.facts import Team
from core.standards.kit.switches import Panel, let
from core.standards.params import FunSettings
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict

PANEL = Panel(
    "funSettings",
    "set_fun_settings",
    let(
        "members",
        {
            "allowCustomMemes": "make memes of their own",
            "allowGiphy": "send GIFs from Giphy",
            "allowStickersAndMemes": "send stickers and memes",
        },
    ),
    chosen={"giphyContentRating": "GIFs are rated"},
)


def check(team: Team, *, expect: FunSettings) -> Verdict:
    return PANEL.check(team, expect)


RULE = Rule(
    check,
    title="GIFs, stickers and memes as they should be",
    remedy="set_fun_settings",
    reads=(Read.TEAMS,),
    apart=True,
)
