"""What the tests of `store` stand on."""

from tests.ground import inside

__all__ = ["inside"]
