"""Help within the app: how messages are written here, and how they leave."""
