"""Dated notes about a contact."""
