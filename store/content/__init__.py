"""What process owners write: question sets, retro formats and standards, read from one folder."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.checkins.model import Questions
from core.errors import SetupError
from core.retros.model import Format
from core.standards.model import Standard
from store.content import formats, questions, standards


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in the folder, each by its id, which is its file's name."""

    questions: Mapping[str, Questions]
    formats: Mapping[str, Format]
    standards: Mapping[str, Standard]

    @property
    def names(self) -> Mapping[str, Collection[str]]:
        """What an office file can name of it, by folder."""
        return {
            questions.FOLDER: self.questions.keys(),
            formats.FOLDER: self.formats.keys(),
            standards.FOLDER: self.standards.keys(),
        }


def load(folder: Path) -> Content:
    """Read all of it (about 20 ms). Raises SetupError, or StandardError, for what has mistakes."""
    try:
        return Content(questions.load(folder), formats.load(folder), standards.load(folder))
    except OSError as error:
        says = f"The content folder {folder} cannot be used ({error.strerror}). Name another by"
        raise SetupError(f"{says} PROCESS_CENTER_CONTENT_DIR.") from error
