"""What the user wants to learn about a career."""
