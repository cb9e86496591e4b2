"""How the user wants to write: when to follow up, how long a LinkedIn note may be, what the etiquette check says."""
