"""What to ask: the bank of questions, what is picked for a meeting, and what the user wants to learn."""
