"""What `process-center` does: one file a command, each a `COMMAND`."""
