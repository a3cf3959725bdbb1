"""When the secret of our own registration ends: Microsoft tells it where we may read that."""

from datetime import datetime

from core.errors import NotRead
from core.facts import Gap
from graph.wire import requests
from graph.wire.client import GraphClient
from graph.wire.decode import moment, objects, text

PASSWORDS, END = "passwordCredentials", "endDateTime"
NONE_THERE = "the registration has no secret"
NO_END = "Microsoft Graph does not say when the secret ends"


async def secret_ends(client: GraphClient, app_id: str, secret: str) -> datetime | Gap:
    """The last end of those that begin as `secret` does, which may be several.

    Graph keeps of a secret how it begins (`hint`), and of old ones nothing. None of it is sent.
    (learn.microsoft.com/graph/api/resources/passwordcredential)
    """
    try:
        found = objects(await client.read(requests.application(client.sdk, app_id)), PASSWORDS)
    except NotRead as error:
        return Gap(error.says)
    if not found:
        return Gap(NONE_THERE)
    hinted = [each for each in found if (hint := text(each, "hint")) and secret.startswith(hint)]
    unsaid = [each for each in found if not text(each, "hint")]
    if not (hinted or unsaid):
        return Gap(f"{NONE_THERE} that begins as APP_PASSWORD does")
    ends = [end for each in hinted or unsaid if (end := moment(text(each, END)))]
    return max(ends) if ends else Gap(NO_END)
