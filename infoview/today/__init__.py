"""What is due, and the rules for it."""
