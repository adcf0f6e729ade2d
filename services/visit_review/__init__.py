"""Whether visits are true: looked at with thresholds that are kept, heard, and decided by people."""

from services.visit_review import sentences

__all__ = ["sentences"]
