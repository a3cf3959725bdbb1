"""Of what came due long ago, that it did."""

from store.clearing import Outdated, Outdating

# Times that were missed are looked for 40 days back: none of those may begin a second time.
_OCCURRENCES = """
    DELETE FROM occurrences WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM occurrences
        WHERE due_at < least(%(runs)s, %(messages)s - interval '60 days')
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
"""

OUTDATING = Outdating((Outdated("occurrences", _OCCURRENCES),))
