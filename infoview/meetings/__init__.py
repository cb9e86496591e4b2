"""Informational interviews."""
