"""Stories on the chat page, in a real browser, against the real product."""
