"""Reads of the area, by topic: reports, sheets, totals, readings of targets, figures, the heat map."""
