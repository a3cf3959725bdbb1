"""What came to the door: when somebody was let in last, and who was not."""
