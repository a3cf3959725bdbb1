"""What the sample company does to its teams between two audits, so that each has something new."""

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


# Before the first audit two projects have a single owner. One after the other is put right, and in
# the end an owner leaves a third; a project without anybody to decide stays as it is.
BEFORE = (
    Change("PRJ-Borealis", leaves="henrik.lindqvist"),
    Change("PRJ-Dovetail", leaves="hyejin.seo"),
)
BETWEEN = (
    (
        Change("PRJ-Borealis", owns="henrik.lindqvist"),
        Change("Field Service", owns="marta.szymanska"),
    ),
    (Change("PRJ-Dovetail", owns="hyejin.seo"), Change("Sales", leaves="mei-ling.chow")),
    (
        Change("Customer Care", leaves="craig.dunleavy"),
        Change("PRJ-Harbor", leaves="dana.petrosyan"),
    ),
    (),
)


def _called(name: str) -> list[str]:
    return [f"{name}@{DOMAIN}"] if name else []
