"""Versions of what maps draw, raised by the database in the transaction that changes it."""
