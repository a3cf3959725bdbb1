"""What all files are made of."""
