"""What the tests of `jobs` stand on."""

from tests.ground import inside

__all__ = ["inside"]
