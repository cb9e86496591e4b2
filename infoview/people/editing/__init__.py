"""Adding contacts, changing their facts, writing notes."""
