"""How the gate says no: an HTTP status, a reason to count, a sentence for whoever can act on it."""

from enum import StrEnum

from core.arrivals.model import Claims
from core.errors import CenterError


class Reason(StrEnum):
    """Why an activity was refused; the label of the metric, so it never carries data."""

    TOO_BIG = "too_big"
    TOO_SLOW = "too_slow"
    MALFORMED = "malformed"
    NO_TOKEN = "no_token"  # noqa: S105 a name, not a secret
    BAD_TOKEN = "bad_token"  # noqa: S105 a name, not a secret
    ALGORITHM = "algorithm"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    EARLY = "early"
    CLAIMED_URL = "claimed_url"
    KEY = "key"
    ENDORSEMENT = "endorsement"
    SIGNATURE = "signature"
    CHANNEL = "channel"
    HOST = "host"
    TENANT = "tenant"
    KEYS_AWAY = "keys_away"


class Refusal(CenterError):
    """An activity that does not come in; `status` is the HTTP answer.

    `claims` are for the log and for `doctor`: whoever sent it reads `says` alone.
    """

    status = 500

    def __init__(self, reason: Reason, says: str, claims: Claims | None = None) -> None:
        super().__init__(says)
        self.reason = reason
        self.claims = claims or Claims()


class Malformed(Refusal):
    """The activity is not one that Teams sends."""

    status = 400

    def __init__(self, says: str) -> None:
        super().__init__(Reason.MALFORMED, says)


class Unproven(Refusal):
    """The token does not prove that this activity comes from the Bot Framework."""

    status = 401


class Forbidden(Refusal):
    """Microsoft signed it, but we do not speak to this tenant, host or channel."""

    status = 403


class TooSlow(Refusal):
    """The activity did not come to its end in time."""

    status = 408

    def __init__(self) -> None:
        super().__init__(Reason.TOO_SLOW, "The activity did not come whole in time. Send it again.")


class Oversized(Refusal):
    """The activity is larger than any that Teams sends."""

    status = 413

    def __init__(self) -> None:
        super().__init__(Reason.TOO_BIG, "The activity is larger than 256 KB.")


class KeysAway(Refusal):
    """The keys that tokens are checked with could never be fetched; asking again later helps."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            Reason.KEYS_AWAY,
            "The signing keys cannot be fetched; check OPENID_METADATA_URL and try again.",
        )
