"""The user's own mail server, and the outbox: mail that waits, is being sent, or did not leave."""
