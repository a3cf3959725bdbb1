"""What generated people and companies are called."""

DOMAIN = "generated.example"
GIVEN = (
    "Amara", "Bao", "Carmen", "Dmitri", "Elif", "Farid", "Greta", "Hana", "Ines", "Jonas",
    "Keiko", "Luca", "Mina", "Nils", "Olga", "Pilar", "Quentin", "Rosa", "Samir", "Tuva",
)  # fmt: skip
FAMILY = (
    "Abebe", "Berg", "Costa", "Duarte", "Eriksen", "Fofana", "Garcia", "Haddad", "Ito", "Jansen",
    "Kaur", "Lopez", "Moreau", "Novak", "Osei", "Petrov", "Quispe", "Rossi", "Sato", "Tran",
)  # fmt: skip
TRAITS = (
    "Amber", "Bold", "Calm", "Deep", "Early", "Fresh", "Grand", "High", "Inner", "Joint",
    "Keen", "Large", "Modern", "Noble", "Open", "Prime", "Quiet", "Rapid", "Solid", "True",
    "Urban", "Vivid", "Warm", "Young", "Zonal", "Azure", "Bright", "Coral", "Dual", "Elder",
    "Fluent", "Golden", "Humble", "Ideal", "Jade",
    "Kindred", "Lunar", "Mellow", "Northern", "Olive",
)  # fmt: skip
THINGS = (
    "Anchor", "Bridge", "Compass", "Delta", "Engine",
    "Falcon", "Garden", "Harvest", "Island", "Journey",
    "Kernel", "Lantern", "Meadow", "Nexus", "Orchard",
    "Pioneer", "Quarry", "River", "Summit", "Tower",
    "Umbrella", "Valley", "Windmill", "Yard", "Zenith",
    "Atlas", "Beacon", "Canyon", "Dynamo", "Estuary",
    "Forge", "Glacier", "Horizon", "Ivory", "Junction",
    "Keystone", "Ledger", "Mosaic", "Nova", "Outpost",
)  # fmt: skip
PLACES = ("", " Austin", " Berlin", " Chicago", " Dakar", " Essen", " Fargo", " Gdansk")
DEPARTMENTS = (
    "Sales", "Finance", "Care", "Field", "People", "Legal", "Design", "Data", "Security", "Events",
)  # fmt: skip


def full_name(number: int) -> str:
    """400 different ones; from there on they carry their number."""
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)]
    several = number >= len(GIVEN) * len(FAMILY)
    return f"{given} {family} {number}" if several else f"{given} {family}"


def project_name(number: int) -> str:
    """12,800 different ones; from there on they repeat."""
    trait, thing = TRAITS[number % len(TRAITS)], THINGS[number // len(TRAITS) % len(THINGS)]
    return f"{trait} {thing}{PLACES[number // len(TRAITS) // len(THINGS) % len(PLACES)]}"
