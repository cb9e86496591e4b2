"""What a conversation leaves to do: advice to act on, promises to keep, resources to look at, leads to follow up."""
