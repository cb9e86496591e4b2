"""Contacts who asked not to be written to."""
