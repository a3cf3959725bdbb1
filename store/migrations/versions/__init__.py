"""One file a step, in the order of its number; a step that was released is never edited."""
