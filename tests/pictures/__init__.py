"""The pictures of `docs/pictures/`, taken from the demo by `python -m tests.pictures`."""
