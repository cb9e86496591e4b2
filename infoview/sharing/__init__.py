"""Things worth passing on, kept until they fit somebody."""
