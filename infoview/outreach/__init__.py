"""Writing to contacts: the wordings, the drafts made from them, and what was sent."""
