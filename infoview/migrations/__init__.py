"""Alembic's revisions, and what they share."""
