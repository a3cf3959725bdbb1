"""What is the matter with the people of an untidy tenant: licences, invitations, and who is none.

With dice of its own, so that who they are and what they do stays as it was.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from simulator.facts import Person, made_id
from simulator.names import DOMAIN

# Of all people, and of guests.
UNLICENSED, SERVICES = 0.03, 0.01
PENDING, STRANGERS = 0.25, 0.2
STRANGE = "rival.example"
ELSEWHERE = "fabrikam.example"
OUTSIDER = Person(
    id=made_id(ELSEWHERE, "person", "rahel.fischer"),
    name="Rahel Fischer",
    upn=f"rahel.fischer@{ELSEWHERE}",
    mail=f"rahel.fischer@{ELSEWHERE}",
    title="Partner manager",
    home=made_id(ELSEWHERE, "tenant"),
)


def looked_after(people: Sequence[Person], seed: int) -> list[Person]:
    """The first two people of all have everything."""
    dice = Random(seed + 3)
    return [
        person if number < 2 else _guest(person, dice) if person.guest else _colleague(person, dice)
        for number, person in enumerate(people)
    ]


def _colleague(person: Person, dice: Random) -> Person:
    """An account that runs a program is nobody's, and has a licence all the same."""
    luck = dice.random()
    if luck < SERVICES:
        return replace(person, upn=f"svc-{person.upn}")
    return replace(person, licensed=luck >= SERVICES + UNLICENSED)


def _guest(person: Person, dice: Random) -> Person:
    """Guests have licences of their own organisation, not of this one."""
    pending = dice.randint(5, 200) if dice.random() < PENDING else None
    made = replace(person, licensed=False, invited_days=pending)
    if dice.random() >= STRANGERS:
        return made
    local = person.mail.partition("@")[0]
    upn = f"{local}_{STRANGE}#EXT#@{DOMAIN}"
    return replace(made, mail=f"{local}@{STRANGE}", upn=upn)
