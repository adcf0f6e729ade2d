"""Evidence by name: what a rubric's rules read, counted by grid for a period under an edition, within scope."""

from services.assessment.evidence import sentences

__all__ = ["sentences"]
