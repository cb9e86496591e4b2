"""Writing down in two clicks what happened elsewhere: an answer, a message."""
