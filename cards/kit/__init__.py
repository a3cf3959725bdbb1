"""What all cards are made of."""
