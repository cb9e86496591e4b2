"""Staying in touch: how often with whom, what is coming up, and logging in two taps that it happened."""
