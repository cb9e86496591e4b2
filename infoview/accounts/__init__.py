"""Signing in, devices, the first account, the profile."""
