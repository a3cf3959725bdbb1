"""What the tests of `core` stand on."""

from tests.ground import inside

__all__ = ["inside"]
