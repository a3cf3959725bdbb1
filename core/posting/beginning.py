"""First contact: the chat that we begin with somebody who never wrote, as something is due to them.

Teams lets a bot begin a chat with whoever is in a team that has the app, and asks for the account
that they have there. With whoever has the app for themselves it is content with their object id
(learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
"""

from dataclasses import replace
from datetime import timedelta

from core.errors import NotInRoster, NotRead, Refused, Transient
from core.posting.addresses import Address
from core.posting.contacts import Contact
from core.posting.ports import PostingPorts

WAYS = 5  # that are tried at a time: whom Teams has in none of them, our rosters are wrong about
AGAIN = timedelta(days=1)  # before who was refused is tried again, unless there is a new way
AGAIN_INSTALLED = timedelta(
    hours=1
)  # the same, where Microsoft Graph did not let us install the app

NOWHERE = "Process Center is in no team yet, so it may write to nobody first."
NO_WAY = "They are in no team that has Process Center, and have not added it for themselves."
NOT_INSTALLED = "It could not be installed for them"


class NotMet(NotInRoster):
    """No chat may be begun with this person; it is not worth asking before `again` is over."""

    def __init__(self, says: str, again: timedelta = AGAIN) -> None:
        super().__init__(says)
        self.again = again


async def begin(ports: PostingPorts, contact: Contact) -> Address | float:
    """The chat with somebody, begun now or before; or the seconds after which to come again.

    Raises NotMet where it is refused. Whatever else is raised says nothing about this person.
    """
    why, wait = "", 0.0
    silent: Transient | None = None
    for way in contact.ways[:WAYS]:
        if busy := await ports.limits.members(way.address.conversation_id):
            wait = busy
            continue
        try:
            return await _through(ports, way.address, contact.person_id)
        except (NotInRoster, Refused) as error:
            why = error.says
        except Transient as error:  # the address of this team may be an old one
            silent = error
    if silent:
        raise silent
    return wait or await _for_themselves(ports, contact, why or NO_WAY)


async def _through(ports: PostingPorts, way: Address, person_id: str) -> Address:
    """By the account that Teams has for them in this team."""
    await ports.pace()
    account = await ports.introductions.account(way, person_id)
    return await _begun(ports, way, account)


async def _for_themselves(ports: PostingPorts, contact: Contact, why: str) -> Address:
    """As somebody who has the app: they added it, an administrator did, or we do it now."""
    if contact.anywhere is None:
        raise NotMet(NOWHERE)
    again = AGAIN
    if ports.installer:
        try:
            await ports.installer.install(contact.person_id)
        except NotRead as error:  # they may have it all the same
            why, again = f"{why} {NOT_INSTALLED}: {error.says}.", AGAIN_INSTALLED
    try:
        return await _begun(ports, contact.anywhere, contact.person_id)
    except (NotInRoster, Refused) as error:
        raise NotMet(why, again) from error


async def _begun(ports: PostingPorts, way: Address, member_id: str) -> Address:
    await ports.pace()
    chat = await ports.introductions.begin(way, member_id)
    return replace(way, conversation_id=chat, doubted=False)
