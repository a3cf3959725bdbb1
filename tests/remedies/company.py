"""A tiny company: a tidy team that each story spoils, one beside it, and who is where."""

from uuid import NAMESPACE_URL, uuid5

from simulator.estate import App, Governance, Policy, Tab
from simulator.facts import Channel, Kind, Person, Team, TenantFacts, made_id, thread_id

DOMAIN = "contoso.example"
WEB = "com.microsoft.teamspace.tab.web"
INTRANET = f"https://intranet.{DOMAIN}/"


def _person(name: str, *, enabled: bool = True) -> Person:
    address = f"{name.lower()}@{DOMAIN}"
    id_ = made_id("tiny", name)
    return Person(id_, name, address, address, department="Sales", enabled=enabled)


ADA, GRACE, ALAN, BOB, KIM = map(_person, ("Ada", "Grace", "Alan", "Bob", "Kim"))
LEFT = _person("Lee", enabled=False)
BOARD, TIMER = App("board", "Board", "2.0.0"), App("timer", "Timer", "1.0.0")
TOOL = App("tool", "Tool", "1.0.0", "organization")
TOOL_MANIFEST = str(uuid5(NAMESPACE_URL, TOOL.id))  # as the simulated catalogue has it
GENERAL = Channel(thread_id("tiny", "General"), "General", tabs=(Tab("Start", WEB, INTRANET),))
DELIVERY = Channel(thread_id("tiny", "Delivery"), "Delivery")
MONEY = Channel(
    thread_id("tiny", "Money"),
    "Money",
    Kind.PRIVATE,
    owners=(ADA.id,),
    members=(ADA.id, ALAN.id),
)
APOLLO = Team(
    id=made_id("tiny", "Apollo"),
    name="Apollo",
    description="Builds the bridge",
    owners=(ADA.id, GRACE.id),
    members=(ADA.id, GRACE.id, ALAN.id, BOB.id),
    channels=(GENERAL, DELIVERY, MONEY),
    apps=(BOARD,),
    plans=("Work",),
    classification="Confidential",
    expires_in=300,
    age_days=300,
)
GEMINI = Team(
    id=made_id("tiny", "Gemini"),
    name="Gemini",
    description="Looks after the bridge",
    owners=(KIM.id, ADA.id),
    members=(KIM.id, ADA.id),
    channels=(Channel(thread_id("tiny", "Gemini"), "General"),),
    apps=(TIMER,),
    plans=("Work",),
    classification="Confidential",
    expires_in=300,
)
OFFICE = f"""\
center: {{organisation: Contoso, time_zone: America/Chicago, staff: [{KIM.upn}]}}
"""


def facts(apollo: Team) -> TenantFacts:
    """The company with this team for its first."""
    return TenantFacts(
        organisation="Contoso",
        id=made_id("tiny"),
        domain=DOMAIN,
        time_zone="America/Chicago",
        visitor=KIM.id,
        people=(ADA, GRACE, ALAN, BOB, KIM, LEFT),
        teams=(apollo, GEMINI),
        catalogue=(BOARD, TIMER, TOOL),
        governance=Governance(policy=Policy(365, "Selected")),
    )
