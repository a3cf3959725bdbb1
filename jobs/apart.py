"""One piece that fails stops no other."""

import logging
from collections.abc import Awaitable

from core.errors import StoreAway

log = logging.getLogger(__name__)


async def apart(doing: Awaitable[None], what: object) -> bool:
    """Whether it was done; what it raises is logged, but for a database that is away."""
    try:
        await doing
    except StoreAway:
        raise
    except Exception:
        log.exception("not done what=%s", what)
        return False
    return True
