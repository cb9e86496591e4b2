"""Looks whether an installation is well, and says what to do; it changes nothing."""
