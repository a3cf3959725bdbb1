"""An audit asked for at the command line: what it needs, how it is told, where it goes."""
