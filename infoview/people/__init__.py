"""Contacts: adding, editing, finding, tagging, closing."""
