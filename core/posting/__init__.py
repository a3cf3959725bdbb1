"""What is sent and shown: addresses, deliveries, and the things that have a card."""
