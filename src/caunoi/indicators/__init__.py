"""Comes with its own piece."""
