"""What the composer shows instead of a draft: what was sent, what waits, whom not to write to."""
