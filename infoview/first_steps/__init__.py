"""The first minute: what the user explores, and one person they could ask."""
