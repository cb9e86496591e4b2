"""How a message leaves the app: marked as sent, queued, as a file, on paper."""
