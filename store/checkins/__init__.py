"""Check-ins, their rounds, and what people answered."""
