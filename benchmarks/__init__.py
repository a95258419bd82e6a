"""Figures that are measured, not tested: each module gives `rows()`, `make bench` runs them all."""
