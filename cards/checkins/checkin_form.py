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
    paragraph,
    section,
    stack,
    unfold,
)
from cards.kit.text import shortened
from core.checkins.model import AnswerForm, Colour, Dimension
from core.days import day
from core.words import count

MOST_HEARD = 3  # quotes, and the beginnings of long ones: the report has all of them
HEARD_LENGTH = 200

MORE = ("progress", "forecast", "mood")

_COLOURS = inputs.choices([(each.value, colours.title(each)) for each in reversed(Colour)])
_YES_NO = inputs.choices([("yes", "Yes"), ("no", "No")])
_MOODS = inputs.choices(
    [
        ("5", "5 · very good"),
        ("4", "4 · good"),
        ("3", "3 · so-so"),
        ("2", "2 · low"),
        ("1", "1 · very low"),
    ]
)


def build(form: AnswerForm) -> Card:
    """What was typed is in the inputs, and a mistake stands at its input; `owner` is a name."""
    round_ = form.round
    body = [
        heading(round_.project, " · your check-in"),
        paragraph(_state(form), subtle=True, space="None"),
        *([] if form.over else [paragraph(*_readers(form), subtle=True, space="None")]),
        *_mistakes(form),
        *_stop(form),
        *_look(form),
        *_listen(form),
        *_more(form),
    ]
    data = {"round": round_.id, "nonce": form.nonce}
    if form.over:
        return card(*body)
    actions = [form_button("Send", "checkin.submit", data, primary=True)]
    if form.answered_before:
        actions.append(form_button("Withdraw my answer", "checkin.withdraw", data, sends=False))
    return card(*body, actions=actions)


def _state(form: AnswerForm) -> str:
    if form.over:
        return "Closed"
    if form.answered_before:
        return f"Your answer counts. Change it until {form.until}."
    if form.filled_from:
        return f"Filled in from your answer of {day(form.filled_from)} · open until {form.until}"
    return f"Open until {form.until}"


def _mistakes(form: AnswerForm) -> list[CardElement]:
    """Say on top that nothing was stored, with each sentence that has no input to stand at."""
    if form.problem:
        return [box("attention", paragraph(Words(form.problem)))]
    if not form.mistakes:
        return []
    known = {"attention", "attention_owner", "attention_due", "listen", *MORE}
    for each in form.round.questions.dimensions:
        known |= {each.id, f"{each.id}_note"}
    says = f"Not sent yet: {count(form.mistakes, 'thing')} to put right, marked below."
    others = [sentence for name, sentence in form.mistakes.items() if name not in known]
    return [box("attention", paragraph(Words(says)), *map(paragraph, others))]


def _stop(form: AnswerForm) -> list[CardElement]:
    rows = [stack(*_dimension(form, each)) for each in form.round.questions.dimensions]
    return [section("Stop", form.round.questions.stop), *rows]


def _dimension(form: AnswerForm, dimension: Dimension) -> list[CardElement]:
    name, note = dimension.id, f"{dimension.id}_note"
    error = f"Choose a colour for “{dimension.title}”."
    last = form.last.get(name)
    left: list[CardElement] = [
        inputs.choice(name, dimension.title, _COLOURS, form.typed.get(name, ""), error)
    ]
    if last:
        was = paragraph("team: ", mark(last), f" {colours.word(last)}", subtle=True, space="None")
        left.append(was)
    right = inputs.text(note, "Why, if not green", form.typed.get(note, ""))
    return [
        columns(("130px", left), ("stretch", [right])),
        *inputs.mistakes(form.mistakes, name, note),
    ]


def _look(form: AnswerForm) -> list[CardElement]:
    typed = form.typed
    what = inputs.text(
        "attention",
        "One thing that needs attention",
        typed.get("attention", ""),
        "For example: Should we open the second store in May?",
    )
    chosen = typed.get("attention_owner", "")
    owner = inputs.person("attention_owner", "Who", form.people, chosen)
    due = inputs.day("attention_due", "By when", typed.get("attention_due", ""))
    return [
        section("Look", form.round.questions.look),
        what,
        *inputs.mistakes(form.mistakes, "attention"),
        columns(("stretch", [owner]), ("stretch", [due]), space="Small"),
        *inputs.mistakes(form.mistakes, "attention_owner", "attention_due"),
        *_deciding(form),
    ]


def _deciding(form: AnswerForm) -> list[CardElement]:
    """How to ask somebody who answers with a press, and what the team would say."""
    if not form.leaders:
        return []
    others = " or another leader" if len(form.leaders) > 1 else ""
    asks = f"{others}, ask for a yes or a no: Should we …?"
    chosen = form.typed.get("attention_recommendation", "")
    return [
        paragraph("If it is for ", form.leaders[0], asks, subtle=True),
        inputs.choice("attention_recommendation", "What do you recommend?", _YES_NO, chosen),
    ]


def _listen(form: AnswerForm) -> list[CardElement]:
    heard = [
        paragraph(f"“{shortened(each, HEARD_LENGTH)}”", space="None")
        for each in form.heard[:MOST_HEARD]
    ]
    quotes = [box("emphasis", paragraph("Heard last time", subtle=True), *heard)] if heard else []
    return [
        section("Listen", form.round.questions.listen),
        *quotes,
        inputs.text("listen", "Anything we should hear", form.typed.get("listen", "")),
        *inputs.mistakes(form.mistakes, "listen"),
    ]


def _more(form: AnswerForm) -> list[CardElement]:
    """What few people fill in, folded away unless something stands in it or is wrong with it."""
    used = any(form.typed.get(name) or name in form.mistakes for name in MORE)
    typed = form.typed
    done = inputs.percent("progress", "Done, percent", typed.get("progress", ""))
    finish = inputs.day("forecast", "Expected finish", typed.get("forecast", ""))
    mood = inputs.choice("mood", "How does the team feel?", _MOODS, typed.get("mood", ""))
    more = stack(
        section("More"),
        columns(("stretch", [done]), ("stretch", [finish])),
        *inputs.mistakes(form.mistakes, "progress", "forecast"),
        mood,
        *inputs.mistakes(form.mistakes, "mood"),
        name="more",
        shown=used,
        space="Medium",
    )
    return [more] if used else [unfold("Add progress, finish date or mood", "more"), more]


def _readers(form: AnswerForm) -> tuple[str, ...]:
    team = "The team reads your words without your name; "
    if not form.owner:
        return (f"{team}the Process Center sees who wrote them.",)
    return team, form.owner, " (owner) and the Process Center see who wrote them."
