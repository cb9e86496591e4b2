"""A conversation that begins this minute: they are on the phone, and nothing was prepared."""
