"""A tenant as it was read one day, kept in a file, with names or without, and judged later."""
