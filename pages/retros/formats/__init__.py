"""How a retro can be written down: one file a format, its name is what `--format` takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.retros.model import Action, Note, Retro
from core.retros.voting import by_prompt


@dataclass(frozen=True, slots=True)
class Whole:
    """A retro with its notes and actions. While notes or votes are hidden, they are so here."""

    retro: Retro
    notes: Sequence[Note]
    actions: Sequence[Action]

    def ordered(self) -> list[Note]:
        """The notes prompt by prompt, in each with most votes first."""
        return by_prompt(self.notes, self.retro.format)
