"""Measures what the documentation promises: `python -m bench [name…] [--json FILE]`."""
