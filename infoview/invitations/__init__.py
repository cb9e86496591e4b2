"""A meeting as other calendars take it: an invitation to send, an entry for one's own."""
