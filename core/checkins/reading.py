"""What a person typed into the form becomes an answer, or mistakes in words at their inputs."""

from collections.abc import Collection, Mapping
from datetime import date

from core.checkins.model import TEXT_LIMIT, Answer, Attention, Colour, Questions, Standing
from core.errors import InputError
from core.pressing import forms
from core.pressing.forms import Data, Mistakes

OLD_FORM = "This form does not fit any more. Nothing was stored; press Answer again."
MOODS = ("1", "2", "3", "4", "5")
RECOMMENDED = ("yes", "no")


def typed(data: Data, questions: Questions) -> dict[str, str]:
    """What was typed into the form's own inputs. Raises InputError for what no input can give."""
    return forms.typed(data, inputs(questions), OLD_FORM)


def inputs(questions: Questions) -> list[str]:
    """The ids of the form's inputs, in its order."""
    colours = [name for each in questions.dimensions for name in (each.id, f"{each.id}_note")]
    look = ["attention", "attention_owner", "attention_due", "attention_recommendation"]
    return [*colours, "progress", "forecast", *look, "listen", "mood"]


def read(given: Mapping[str, str], questions: Questions, people: Collection[str]) -> Answer:
    """Turn what was typed into an answer.

    `people` are those whom the form offered. Raises Mistakes for what its person can mend, and
    InputError, refusing the whole, for a value that the form does not offer.
    """
    _offered(given, questions, people)
    wrong: dict[str, str] = {}
    standings = {each.id: _standing(each.id, given, wrong) for each in questions.dimensions}
    answer = Answer(
        standings={name: each for name, each in standings.items() if each},
        progress=_progress(given, wrong),
        forecast=_day("forecast", given, wrong),
        attention=_attention(given, wrong),
        listen=given.get("listen", ""),
        mood=int(given["mood"]) if "mood" in given else None,
    )
    wrong.update(_too_long(given))
    if wrong:
        raise Mistakes(wrong)
    return answer


def written(answer: Answer) -> dict[str, str]:
    """The other way round: what the inputs of a form show for an answer."""
    shown: dict[str, str] = {}
    for name, standing in answer.standings.items():
        shown |= {name: standing.colour.value, f"{name}_note": standing.note}
    if answer.attention:
        due_on = answer.attention.due_on
        shown["attention"] = answer.attention.what
        shown["attention_owner"] = answer.attention.owner or ""
        shown["attention_due"] = due_on.isoformat() if due_on else ""
        shown["attention_recommendation"] = answer.attention.recommends or ""
    shown["progress"] = "" if answer.progress is None else str(answer.progress)
    shown["forecast"] = answer.forecast.isoformat() if answer.forecast else ""
    shown["listen"] = answer.listen
    shown["mood"] = "" if answer.mood is None else str(answer.mood)
    return {name: text for name, text in shown.items() if text}


def _offered(given: Mapping[str, str], questions: Questions, people: Collection[str]) -> None:
    colours = [given[each.id] for each in questions.dimensions if each.id in given]
    fits = (
        all(colour in list(Colour) for colour in colours)
        and given.get("mood", "1") in MOODS
        and given.get("attention_recommendation", "yes") in RECOMMENDED
        and ("attention_owner" not in given or given["attention_owner"] in people)
    )
    if not fits:
        raise InputError(OLD_FORM)


def _standing(name: str, given: Mapping[str, str], wrong: dict[str, str]) -> Standing | None:
    if name not in given:
        wrong[name] = "Choose a colour."
        return None
    colour, note = Colour(given[name]), given.get(f"{name}_note", "")
    if colour is not Colour.GREEN and not note:
        wrong[f"{name}_note"] = f"Say in a sentence why it is {colour.value}."
    return Standing(colour, note)


def _progress(given: Mapping[str, str], wrong: dict[str, str]) -> int | None:
    text = given.get("progress")
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= 100:
        return int(text)
    wrong["progress"] = "A whole number from 0 to 100."
    return None


def _day(name: str, given: Mapping[str, str], wrong: dict[str, str]) -> date | None:
    text = given.get(name)
    if text is None:
        return None
    if (day := forms.day(text)) is None:
        wrong[name] = "A date like 2026-11-30."
    return day


def _attention(given: Mapping[str, str], wrong: dict[str, str]) -> Attention | None:
    due_on = _day("attention_due", given, wrong)
    what, owner = given.get("attention", ""), given.get("attention_owner")
    recommends = given.get("attention_recommendation")
    if what:
        return Attention(what, owner, due_on, recommends=recommends)
    if owner or due_on or recommends:
        wrong["attention"] = "Say what needs attention, or clear who and by when."
    return None


def _too_long(given: Mapping[str, str]) -> dict[str, str]:
    told = {name: forms.too_long(text, TEXT_LIMIT) for name, text in given.items()}
    return {name: says for name, says in told.items() if says}
