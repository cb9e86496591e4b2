"""Contacts that leave the board for a while, or for good: paused, closed, deleted."""
