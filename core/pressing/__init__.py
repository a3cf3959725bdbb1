"""What every button needs: where it was pressed, what was typed, and what became of it."""
