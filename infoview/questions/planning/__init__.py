"""Picking the questions of a meeting."""
