"""Forms, one module for an area."""
