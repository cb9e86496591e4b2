"""What the user reminds themselves of: a line about a contact, and the day for it."""
