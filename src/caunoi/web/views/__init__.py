"""Views, one module for an area."""
