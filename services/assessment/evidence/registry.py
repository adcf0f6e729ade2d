"""The registry of evidence, in the order in which it is offered to whoever writes a rubric."""

from services.assessment.evidence.known import (
    closed_on_time,
    coverage,
    discovery,
    fresh_addresses,
    matters_around,
    matters_found,
    matters_late,
    matters_open,
    matters_reworked,
    months_late,
    months_on_time,
    patrol_passes,
    visits_struck,
)
from services.assessment.evidence.query import Query

EVIDENCE: dict[str, Query] = {
    module.QUERY.key: module.QUERY
    for module in (
        matters_found, matters_around, matters_open, matters_late, matters_reworked, closed_on_time, discovery,
        coverage, fresh_addresses, months_on_time, months_late, visits_struck, patrol_passes,
    )
}  # fmt: skip
# What people hand in with a reason has a name of its own behind this: marks.attitude.
MARKS = "marks"


def split(name: str) -> tuple[str, str]:
    """The query and the types of a name such as matters_found.sanitation."""
    key, _, types = name.partition(".")
    return key, types


def known(name: str) -> Query | None:
    """The query of a name; None where there is none, or where it is asked for types that it does not have."""
    key, types = split(name)
    query = EVIDENCE.get(key)
    return query if query is not None and (query.by_types or not types) else None


def given_by_people(name: str) -> bool:
    """Whether a name stands for what people hand in."""
    key, rest = split(name)
    return key == MARKS and bool(rest)
