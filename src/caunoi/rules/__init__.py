"""Dated decisions without Django: periods, working days, lifecycle, roll-up, targets, layouts.

Dates are arguments, never the clock. Legal facts live in ``data/*.yaml`` with basis and dates of effect.
"""
