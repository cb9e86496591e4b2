"""The times at which the user is free to talk: marked, offered to one person at a time, released."""
