"""A publication computed again from what was frozen."""

from sqlalchemy.orm import Session

from services.assessment.publication.read import Proof, hashes_hold, inputs_in
from services.assessment.publication.result import result_of
from services.assessment.publication.tables import AssessmentPublication


def verify(session: Session, of: AssessmentPublication) -> Proof:
    """Compute a revision again from its inputs alone. Raises NotFound for who may not see them."""
    inputs = inputs_in(session, of)
    return hashes_hold(of, inputs, result_of(inputs))
