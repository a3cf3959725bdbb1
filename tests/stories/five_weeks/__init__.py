"""Five weeks over the moved clock, and a diary beside them by which every card is judged."""
