"""Of a digest of long ago, what it told; what was decided and asked of it stays."""

from store.clearing import Outdated, Outdating

# The next digest is compared with the newest that reached its leader; one that is on its way is
# drawn when it goes.
_TOLD = """
    UPDATE digests SET facts = NULL, wanted = '{}' WHERE id IN (
        SELECT id FROM digests AS old
        WHERE facts IS NOT NULL AND made_at < %(runs)s AND (about <> '' OR EXISTS (
            SELECT FROM digests AS later
            JOIN deliveries ON kind = 'digest' AND thing = later.id
            WHERE later.person_id = old.person_id AND later.made_at > old.made_at
              AND later.about = '' AND state IN ('sent', 'unknown')))
          AND NOT EXISTS (
            SELECT FROM deliveries
            WHERE kind = 'digest' AND thing = old.id AND state IN ('queued', 'sending'))
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

_FORMS = """
    DELETE FROM digest_nonces WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM digest_nonces WHERE spent_at < %(messages)s
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
"""

OUTDATING = Outdating((Outdated("what digests told", _TOLD), Outdated("forms of digests", _FORMS)))
