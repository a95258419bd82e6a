"""The web interface: parse input, call selectors and use cases, render. No rules here."""
