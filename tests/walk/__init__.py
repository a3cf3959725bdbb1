"""A newcomer's walk through docs/getting-started.md in an empty Debian; `make walk`."""
