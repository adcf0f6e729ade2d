"""A publication computed again from what was frozen."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.assessment.canonical import digest
from services.assessment.publication.result import result_of
from services.assessment.publication.tables import AssessmentPublication, AssessmentSnapshot
from services.errors import NotFound


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the kept bytes are those that were hashed, and whether they give the same bytes again today."""

    inputs_kept: bool
    result_kept: bool
    same_again: bool

    @property
    def holds(self) -> bool:
        """Whether all three hold."""
        return self.inputs_kept and self.result_kept and self.same_again


def verify(session: Session, of: AssessmentPublication) -> Proof:
    """Compute a revision again from its inputs alone. Raises NotFound for who may not see them."""
    found = session.get(AssessmentSnapshot, of.id)
    if found is None:
        raise NotFound("assessment.no_snapshot", revision=of.revision)
    return Proof(
        digest(found.inputs) == of.inputs_sha256, digest(of.result) == of.result_sha256,
        result_of(found.inputs) == of.result,
    )  # fmt: skip
