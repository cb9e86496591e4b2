"""Preparing for a conversation: what to find out, to say, to ask, to bring, and when to leave."""
