"""Undo, trash, backups: nothing is lost."""
