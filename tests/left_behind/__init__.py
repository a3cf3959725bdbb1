"""What the version before left behind goes on under this one."""
