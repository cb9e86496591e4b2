"""The feed for other calendars, and the page on which it is switched on."""
