"""Reminders that come by themselves: written down before they are sent, and sent once."""
