"""The wordings of messages on screen: ours, and the user's own."""
