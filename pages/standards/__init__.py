"""An audit as a file."""
