"""The form of a check-in for one person, filled in with what is known: stop, look, listen."""

from cards.kit import colours, inputs
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    card,
    columns,
    form_button,
    heading,
    mark,
    own_words,
    paragraph,
    section,
    stack,
    unfold,
)
from cards.kit.text import day, moment, shortened
from core.checkins.model import Colour, Dimension, Form, Person
from core.words import count

MOST_HEARD = 3  # quotes, and the beginnings of long ones: the report has all of them
HEARD_LENGTH = 200
PEOPLE_BUDGET = 16_000  # characters for the list of owners, so that the form stays below 80 KB

MORE = ("progress", "forecast", "mood")

_COLOURS = inputs.choices([(each.value, colours.title(each)) for each in reversed(Colour)])
_MOODS = inputs.choices(
    [
        ("5", "5 · very good"),
        ("4", "4 · good"),
        ("3", "3 · so-so"),
        ("2", "2 · low"),
        ("1", "1 · very low"),
    ]
)


def build(form: Form) -> Card:
    """What was typed is in the inputs, and a mistake stands at its input; `owner` is a name."""
    round_ = form.round
    body = [
        heading(round_.project, " · your check-in"),
        own_words(_state(form), space="None"),
        *_mistakes(form),
        *_stop(form),
        *_look(form),
        *_listen(form),
        *_more(form),
        paragraph(*_readers(form), subtle=True, space="Medium"),
    ]
    data = {"round": round_.id, "nonce": form.nonce}
    actions = [form_button("Send", "checkin.submit", data, primary=True)]
    if form.answered_before:
        actions.append(form_button("Withdraw my answer", "checkin.withdraw", data, sends=False))
    return card(*body, actions=actions)


def _state(form: Form) -> str:
    until = moment(form.round.closes_at)
    if form.answered_before:
        return f"Your answer counts. Change it until {until}."
    if form.filled_from:
        return f"Filled in from your answer of {day(form.filled_from)} · open until {until}"
    return f"Open until {until}"


def _mistakes(form: Form) -> list[CardElement]:
    """Say on top that nothing was stored, with each sentence that has no input to stand at."""
    if not form.mistakes:
        return []
    known = {"attention", "attention_owner", "attention_due", "listen", *MORE}
    for each in form.questions.dimensions:
        known |= {each.id, f"{each.id}_note"}
    says = f"Not sent yet: {count(form.mistakes, 'thing')} to put right, marked below."
    others = [sentence for name, sentence in form.mistakes.items() if name not in known]
    return [box("attention", paragraph(Words(says)), *map(paragraph, others))]


def _at(form: Form, *names: str) -> list[CardElement]:
    return [inputs.mistake(form.mistakes[name]) for name in names if name in form.mistakes]


def _stop(form: Form) -> list[CardElement]:
    rows = [stack(*_dimension(form, each)) for each in form.questions.dimensions]
    return [section("Stop", form.questions.stop), *rows]


def _dimension(form: Form, dimension: Dimension) -> list[CardElement]:
    name, note = dimension.id, f"{dimension.id}_note"
    error = f"Choose a colour for “{dimension.title}”."
    last = form.last.get(name)
    left: list[CardElement] = [
        inputs.choice(name, dimension.title, _COLOURS, form.typed.get(name, ""), error)
    ]
    if last:
        was = paragraph("was ", mark(last), f" {colours.word(last)}", subtle=True, space="None")
        left.append(was)
    right = inputs.text(note, "Why, if not green", form.typed.get(note, ""))
    return [columns(("130px", left), ("stretch", [right])), *_at(form, name, note)]


def _look(form: Form) -> list[CardElement]:
    typed = form.typed
    what = inputs.text(
        "attention",
        "One thing that needs attention",
        typed.get("attention", ""),
        "For example: decide on the second store",
    )
    people = inputs.choices([(each.id, each.name) for each in _offered(form)])
    owner = inputs.choice("attention_owner", "Who", people, typed.get("attention_owner", ""))
    due = inputs.day("attention_due", "By when", typed.get("attention_due", ""))
    return [
        section("Look", form.questions.look),
        what,
        *_at(form, "attention"),
        columns(("stretch", [owner]), ("stretch", [due]), space="Small"),
        *_at(form, "attention_owner", "attention_due"),
    ]


def _offered(form: Form) -> list[Person]:
    """The people of the list that fit into a card, the one chosen before always."""
    chosen = form.typed.get("attention_owner")
    room = PEOPLE_BUDGET
    offered = []
    for person in form.people:
        room -= 30 + len(person.id) + len(person.name)
        if room > 0 or person.id == chosen:
            offered.append(person)
    return offered


def _listen(form: Form) -> list[CardElement]:
    heard = [
        paragraph(f"“{shortened(each, HEARD_LENGTH)}”", space="None")
        for each in form.heard[:MOST_HEARD]
    ]
    quotes = [box("emphasis", paragraph("Heard last time", subtle=True), *heard)] if heard else []
    return [
        section("Listen", form.questions.listen),
        *quotes,
        inputs.text("listen", "Anything we should hear", form.typed.get("listen", "")),
        *_at(form, "listen"),
    ]


def _more(form: Form) -> list[CardElement]:
    """What few people fill in, folded away unless something stands in it or is wrong with it."""
    used = any(form.typed.get(name) or name in form.mistakes for name in MORE)
    typed = form.typed
    done = inputs.percent("progress", "Done, percent", typed.get("progress", ""))
    finish = inputs.day("forecast", "Expected finish", typed.get("forecast", ""))
    mood = inputs.choice("mood", "How does the team feel?", _MOODS, typed.get("mood", ""))
    more = stack(
        section("More"),
        columns(("stretch", [done]), ("stretch", [finish])),
        *_at(form, "progress", "forecast"),
        mood,
        *_at(form, "mood"),
        name="more",
        shown=used,
        space="Medium",
    )
    return [more] if used else [unfold("Add progress, finish date or mood", "more"), more]


def _readers(form: Form) -> tuple[str, ...]:
    team = "The team reads your words without your name; "
    if not form.owner:
        return (f"{team}the Process Center sees who wrote them.",)
    return team, form.owner, " (owner) and the Process Center see who wrote them."
