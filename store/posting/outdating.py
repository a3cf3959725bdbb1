"""Of messages that were sent, that they were; of what cards should show, what somebody will see."""

from store.clearing import Outdated, Outdating

# A message of its own is nothing but its body. Where it still waits, nobody wants it any more.
_MESSAGES = """
    DELETE FROM deliveries WHERE id IN (
        SELECT id FROM deliveries
        WHERE wanted_at < %(messages)s AND body IS NOT NULL AND kind IS NULL
          AND (waits_for_address OR state NOT IN ('queued', 'sending'))
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

# A card is drawn from its thing; that it was sent is asked for as long as there is the thing.
_BODIES = """
    UPDATE deliveries SET body = NULL WHERE id IN (
        SELECT id FROM deliveries
        WHERE wanted_at < %(messages)s AND body IS NOT NULL AND kind IS NOT NULL
          AND state NOT IN ('queued', 'sending')
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

# A card that is sent after all is drawn as things stand then.
_UNSEEN = """
    DELETE FROM changes WHERE number IN (
        SELECT number FROM changes LEFT JOIN deliveries ON deliveries.id = delivery
        WHERE deliveries.id IS NULL OR state IN ('failed', 'cancelled')
        LIMIT %(batch)s FOR UPDATE OF changes SKIP LOCKED)
"""

# Where nobody is shown anything until we are installed again, one change says as much as many.
_SAME = """
    DELETE FROM changes WHERE number IN (
        SELECT number FROM changes JOIN deliveries ON deliveries.id = delivery
        WHERE (state = 'queued' OR NOT reached(conversation_id, team_id)) AND EXISTS (
            SELECT FROM changes AS later
            WHERE later.delivery = changes.delivery AND later.number > changes.number)
        LIMIT %(batch)s FOR UPDATE OF changes SKIP LOCKED)
"""

# Real time, as all of that table: a limit that rested for a day is as one that never was used.
_LIMITS = """
    DELETE FROM limits WHERE key IN (
        SELECT key FROM limits WHERE free_at < now() - interval '1 day'
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

# Who is still to be tried was tried again long before.
_CONTACTS = """
    DELETE FROM first_contacts WHERE person_id IN (
        SELECT person_id FROM first_contacts WHERE again_at < now() - interval '1 day'
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

OUTDATING = Outdating(
    (
        Outdated("messages", _MESSAGES),
        Outdated("bodies of cards", _BODIES),
        Outdated("changes of cards that were not sent", _UNSEEN),
        Outdated("changes that say the same", _SAME),
        Outdated("limits", _LIMITS),
        Outdated("first contacts", _CONTACTS),
    )
)
