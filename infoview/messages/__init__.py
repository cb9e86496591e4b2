"""The log of all messages, and how often requests are answered."""
