"""Careers as nouns of their own."""
