"""Assessment measures as data: read, proven, kept in versions."""

from services.assessment.rubric import sentences

__all__ = ["sentences"]
