"""Writing up a conversation right after it."""
