"""What the tests of `core` stand on."""

from tests.core.retros import retro
from tests.ground import inside

__all__ = ["inside", "retro"]
