"""Editions in the making: a log of edits over an edition in force, their effect, and how they take force."""
