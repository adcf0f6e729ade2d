"""A rubric as bytes that are the same for the same rubric."""

from services.assessment.canonical import as_json
from services.assessment.rubric.model import Rubric


def canonical(rubric: Rubric) -> bytes:
    """The rubric as canonical JSON, every field written out.

    What the file left to defaults is written too: the hash is of what holds, not of how it was written down.
    """
    return as_json(rubric.model_dump())


def from_canonical(data: bytes) -> Rubric:
    """The rubric that canonical bytes hold; raises ValueError where they are no rubric."""
    return Rubric.model_validate_json(data)
