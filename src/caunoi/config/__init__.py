"""Wiring only: settings, the URL root, the WSGI entry."""
