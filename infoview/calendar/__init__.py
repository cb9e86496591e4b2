"""What falls on which day: a page to look at, and a feed for other calendars."""
