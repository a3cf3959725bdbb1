"""What the sample company does to its teams from week to week, so that each audit has its news."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.demo.tenant import Tenant

DOMAIN = "contoso.example"


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody leaves a team, or owns it from now on; people by what stands before the @."""

    team: str
    leaves: str = ""
    owns: str = ""

    async def happen(self, tenant: Tenant) -> None:
        """Let it be so in the tenant; Teams tells of it as ever."""
        wish = {"team": self.team, "remove": _called(self.leaves), "own": _called(self.owns)}
        await tenant.order("members", wish)


# Before the first audit three projects and some other teams have a single owner.
BEFORE = (
    Change("PRJ-Borealis", leaves="henrik.lindqvist"),
    Change("PRJ-Cedar", leaves="mateus.figueiredo"),
    Change("PRJ-Dovetail", leaves="hyejin.seo"),
    Change("Design Studio", leaves="jun.takahashi"),
    Change("Finance", leaves="nomvula.khumalo"),
    Change("People and Culture", leaves="ayesha.qureshi"),
)

# One after the other is put right, while Customer Care makes everybody an owner and whoever leaves
# Sales is not replaced. In the end PRJ-Harbor loses an owner.
_WEEKS: dict[int, Sequence[Change]] = {
    0: (Change("Finance", owns="nomvula.khumalo"),),
    1: (Change("Customer Care", owns="moses.kariuki"),),
    2: (Change("People and Culture", owns="ayesha.qureshi"),),
    3: (Change("PRJ-Cedar", owns="mateus.figueiredo"),),
    4: (Change("Customer Care", owns="leilani.kealoha"),),
    5: (Change("Customer Care", owns="rafael.teixeira"), Change("Sales", leaves="mei-ling.chow")),
    6: (Change("Design Studio", owns="jun.takahashi"),),
    7: (Change("Customer Care", owns="amina.warsame"),),
    8: (Change("PRJ-Borealis", owns="henrik.lindqvist"),),
    9: (Change("PRJ-Dovetail", owns="hyejin.seo"),),
    10: (Change("Customer Care", owns="bheki.nkosi"),),
    11: (Change("PRJ-Harbor", leaves="dana.petrosyan"),),
}


def of_week(number: int) -> Sequence[Change]:
    """What happens at the end of that week, from 0."""
    return _WEEKS.get(number, ())


def _called(name: str) -> list[str]:
    return [f"{name}@{DOMAIN}"] if name else []
