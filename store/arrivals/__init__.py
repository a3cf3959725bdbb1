"""What came to the door, as all processes saw it."""
