"""Indicators of the work on matters: formulas as data over counts, and the tables of them."""
