"""The rehearsal clock is moved as time itself would move it: what is due on the way happens."""
