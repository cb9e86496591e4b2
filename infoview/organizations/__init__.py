"""Organizations as nouns of their own."""
