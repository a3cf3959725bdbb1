"""Of a round that closed long ago, the forms that were sent in; its answers and report stay."""

from store.clearing import Outdated, Outdating

_FORMS = """
    DELETE FROM submissions WHERE ctid = ANY (ARRAY(
        SELECT submissions.ctid FROM submissions JOIN rounds ON rounds.id = round_id
        WHERE closed_at < %(messages)s LIMIT %(batch)s FOR UPDATE OF submissions SKIP LOCKED))
"""

OUTDATING = Outdating((Outdated("forms of check-ins", _FORMS),))
