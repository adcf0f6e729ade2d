"""Scores of objects from a rubric and evidence: arithmetic first, then what reads, runs and writes."""
