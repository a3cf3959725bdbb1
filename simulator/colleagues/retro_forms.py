"""Fills the forms of a retro: a note under a fitting prompt, votes within the budget, an action."""

from datetime import date, timedelta
from random import Random

from simulator.colleagues import verbs
from simulator.colleagues.filling import day_within, working_day
from simulator.colleagues.form import Field, beside, data_of, fields, sender, typed_in
from simulator.colleagues.handing_in import Data, Write
from simulator.colleagues.sayings import Saying, mood_of
from simulator.look_up import buttons

VOTES = ("Input.Number", "Input.ChoiceSet")  # how many a note gets, typed or chosen
BUDGET = 3  # votes, where no input says how many
CORRECTIONS = 2
TURNS = (0, 0, 1, 1, 2)  # how many pages somebody reads on before voting


def note(saying: Saying, dice: Random) -> Write:
    """The saying, under the prompt that asks for its mood; under any where none does."""

    def typed(field: Field) -> str:
        match field.type:
            case "Input.ChoiceSet":
                return _prompt(field, saying, dice)
            case "Input.Text":
                return saying.text[: field.longest]
        return field.value

    return typed_in(typed, verbs.WRITE.sends)


def action(title: str, today: date, dice: Random) -> Write:
    """Somebody of the team has it done in one to three weeks."""

    def typed(field: Field) -> str:
        match field.type:
            case "Input.ChoiceSet":
                offered = [value for value in field.choices if value]
                return dice.choice(offered) if offered else ""
            case "Input.Date":
                days = timedelta(days=dice.randint(5, 20))
                return day_within(working_day(today + days), field)
            case "Input.Text":
                return title[: field.longest]
        return field.value

    return typed_in(typed, verbs.ACTIONS.sends)


class Ballot:
    """One person's votes, over the pages that they read; refused, they give fewer."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._turns = dice.choice(TURNS)
        self._given = 0  # on the pages before this one

    def write(self, card: Data, again: int) -> Data | None:
        send = sender(card, verbs.VOTE.sends)
        asked = [field for field in fields(card) if field.type in VOTES]
        if send is None or not asked or again > CORRECTIONS:
            return None
        onward = _other_page(card, send) if self._turns and not again else None
        most = self._budget(asked) - self._given
        votes = most // 2 if onward else max(0, most) // (1, 2, most + 1)[again]
        typed = self._spread(asked, beside(card), max(0, votes))
        if onward is not None:
            self._turns -= 1
            self._given += sum(map(int, typed.values()))
        return data_of(onward or send) | typed

    def _budget(self, asked: list[Field]) -> int:
        told = [int(field.raw["max"]) for field in asked if field.raw.get("max") is not None]
        offered = [int(each) for field in asked for each in field.choices if each.isdecimal()]
        return max([*told, *offered], default=BUDGET)

    def _spread(self, asked: list[Field], texts: dict[str, str], votes: int) -> dict[str, str]:
        """Some notes are liked by many, wherever they stand; ids of notes say nothing."""
        given = {field.id: 0 for field in asked}
        offered = sorted(given, key=lambda id_: texts.get(id_, id_))
        weights = [Random(texts.get(id_, id_)).random() ** 3 + 0.05 for id_ in offered]
        for id_ in self._dice.choices(offered, weights, k=votes):
            given[id_] += 1
        return {id_: str(count) for id_, count in given.items()}


def _prompt(field: Field, saying: Saying, dice: Random) -> str:
    offered = {
        str(choice.get("value", "")): mood_of(
            str(choice.get("value", "")), str(choice.get("title", ""))
        )
        for choice in field.raw.get("choices") or []
    }
    fitting = [value for value, mood in offered.items() if mood == saying.mood]
    return dice.choice(fitting or list(offered) or [""])


def _other_page(card: Data, send: Data) -> Data | None:
    """The last button that says which page it leads to."""
    found = [
        button
        for button in buttons(card)
        if button is not send
        and button.get("type") == "Action.Submit"
        and "page" in data_of(button)
    ]
    return found[-1] if found else None
