"""What Process Center knows and decides: no input, no output, nothing but the standard library."""
