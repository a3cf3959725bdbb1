"""Of a retro that closed long ago, the forms that were sent in; nobody is named in them."""

from store.clearing import Outdated, Outdating

_FORMS = """
    DELETE FROM retro_nonces WHERE ctid = ANY (ARRAY(
        SELECT retro_nonces.ctid FROM retro_nonces JOIN retros ON retros.id = retro_id
        WHERE closed_at < %(messages)s LIMIT %(batch)s FOR UPDATE OF retro_nonces SKIP LOCKED))
"""

OUTDATING = Outdating((Outdated("forms of retros", _FORMS),))
