"""The conversation while it is held: its clock, its questions, what is noted."""
