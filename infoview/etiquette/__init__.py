"""What a career counsellor would say about a draft, while it is written."""
