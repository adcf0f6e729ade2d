"""Matters on pages: lists, queues, pairs, indicators, one matter in full, the report of a new one; and their rules."""
