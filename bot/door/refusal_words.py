"""What a refusal means for who runs Process Center, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.door.gate_errors import Reason


class Weight(Enum):
    """Whether something has to be done: anybody may knock, so most refusals alone prove nothing."""

    MEND = "always"  # it is about what Microsoft signed for us, or about ourselves
    SILENT = "where nothing else comes in"
    STRANGER = "never"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`says` is a sentence without its stop; `{named}` stands for what the activities named."""

    weight: Weight
    says: str


_STRANGER = Meaning(Weight.STRANGER, "")

MEANINGS: Mapping[Reason, Meaning] = {
    Reason.HOST: Meaning(
        Weight.MEND,
        "Microsoft signed them for this app, and the host is not in SERVICE_URL_HOSTS. Where it is"
        " Microsoft's, add it there",
    ),
    Reason.TENANT: Meaning(
        Weight.SILENT,
        "the tenant is not in TENANTS. Where it is yours, add it there; people of another company"
        " in a shared channel come with theirs and are refused on purpose",
    ),
    Reason.CHANNEL: Meaning(
        Weight.SILENT,
        "they came by {named}, and only Microsoft Teams is answered (Azure's Test in Web Chat is"
        " webchat). Connect the bot to the channel Microsoft Teams",
    ),
    Reason.AUDIENCE: Meaning(
        Weight.SILENT,
        "their tokens are for the app {named}. Compare it with PROCESS_CENTER_APP_ID: one of the"
        " two is another bot's, or the messaging endpoint is",
    ),
    Reason.ISSUER: Meaning(
        Weight.SILENT,
        "their tokens were issued by {named}. Compare it with PROCESS_CENTER_CLOUD and"
        " PROCESS_CENTER_TOKEN_ISSUER",
    ),
    Reason.EXPIRED: Meaning(
        Weight.SILENT, "their tokens had ended more than five minutes before. Set this clock"
    ),
    Reason.EARLY: Meaning(
        Weight.SILENT, "their tokens begin more than five minutes later. Set this clock"
    ),
    Reason.CLAIMED_URL: Meaning(
        Weight.SILENT,
        "token and activity name different service addresses. Look for what changes the body on its"
        " way; else somebody tries a token that was for another",
    ),
    Reason.KEY: Meaning(
        Weight.SILENT,
        "no such key is published. Check that PROCESS_CENTER_CLOUD is yours and that no proxy"
        " answers instead of PROCESS_CENTER_OPENID_METADATA_URL; else somebody makes tokens up",
    ),
    Reason.SIGNATURE: Meaning(
        Weight.SILENT,
        "the signature is wrong. Look for what changes the Authorization header on its way; else"
        " somebody makes tokens up",
    ),
    Reason.ENDORSEMENT: Meaning(
        Weight.SILENT,
        "they are signed with a key of Microsoft's that may not sign for Teams. Check that the bot"
        " is connected to the channel Microsoft Teams; nothing else of ours can be set",
    ),
    Reason.KEYS_AWAY: Meaning(
        Weight.MEND,
        "the keys that tokens are checked with could not be fetched. The line on signing keys below"
        " says whether they can be now",
    ),
    Reason.NO_TOKEN: _STRANGER,
    Reason.BAD_TOKEN: _STRANGER,
    Reason.ALGORITHM: _STRANGER,
    Reason.MALFORMED: _STRANGER,
    Reason.TOO_BIG: _STRANGER,
    Reason.TOO_SLOW: _STRANGER,
}
