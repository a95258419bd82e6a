"""People, their roles by unit, line and term, delegation."""
