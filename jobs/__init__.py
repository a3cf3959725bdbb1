"""When and how work is done again and again."""
