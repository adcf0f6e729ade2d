"""Reading evidence: one statement a query, for all grids at once."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.assessment.evidence import known
from services.assessment.evidence.query import Asked, Query
from services.assessment.evidence.registry import EVIDENCE, split
from services.assessment.values import KEY_BYTES, Evidence, Ratio, Standing, Tally
from services.database import sql
from services.errors import Invalid, NotFound
from services.geography.outlines import outlines
from services.matters.codes.catalogue import load_codes
from services.matters.sources import SOURCES


def read(session: Session, name: str, asked: Asked) -> dict[int, Evidence]:
    """The evidence of a name by grid. Grids of which the statement says nothing are not in it: see `nothing`.

    Raises NotFound for a name that there is not, Invalid for types that there are not.
    """
    query, params = _query(name), asked.params() | _types(session, name)
    if query.subject == "household":
        params["all_grids"] = _grids(session, asked, params)
    rows = session.execute(sql(known.__file__, f"{query.key}.sql"), params | {"sources": list(SOURCES)})
    if query.shape == "ratio":
        return {row.grid_id: Evidence(query.subject, ratio=_ratio(row)) for row in rows}
    found: dict[int, list[Tally]] = {}
    for row in rows:
        found.setdefault(row.grid_id, []).append(_tally(row))
    return {grid: Evidence(query.subject, tuple(tallies)) for grid, tallies in found.items()}


def nothing(name: str) -> Evidence:
    """What a grid has of which the statement says nothing: no occurrence, or a share of nothing."""
    query = _query(name)
    if query.shape == "ratio":
        return Evidence(query.subject, ratio=Ratio(0, 0), standing=Standing.NOT_APPLICABLE)
    return Evidence(query.subject)


def _query(name: str) -> Query:
    key, types = split(name)
    if key not in EVIDENCE:
        raise NotFound("evidence.none", name=name, known=", ".join(EVIDENCE))
    if types and not EVIDENCE[key].by_types:
        raise Invalid("evidence.no_types", name=name)
    return EVIDENCE[key]


def _types(session: Session, name: str) -> dict[str, object]:
    """The codes of a named group, or the beginning of a code; all where nothing is named. Raises Invalid."""
    _, types = split(name)
    if not types:
        return {"code": "", "codes": None}
    codes = load_codes(session)
    if types in codes.groups:
        return {"code": "", "codes": sorted(codes.groups[types])}
    if not any(code.startswith(types.upper()) for code in codes.codes):
        raise Invalid("evidence.types", name=name, types=types)
    return {"code": types.upper(), "codes": None}


def _grids(session: Session, asked: Asked, params: dict[str, object]) -> object:
    """The grids by number, where a statement needs them all named."""
    if not params["everything"]:
        return params["grids"]
    return [o.zone_id for o in outlines(session, asked.edition_id) if o.level == "grid"]


def _tally(row: Row[tuple[object, ...]]) -> Tally:
    return Tally(row.n, tuple(numbers(row.refs)), row.repeat, row.source, row.level, row.deferred)


def _ratio(row: Row[tuple[object, ...]]) -> Ratio:
    return Ratio(row.numerator, row.denominator, row.deferred, tuple(numbers(row.refs)))


def numbers(packed: bytes | None) -> Iterator[int]:
    """Keys as the numbers that they are, sixteen bytes each: a million of them need no million objects on the way."""
    whole = packed or b""
    return (int.from_bytes(whole[i : i + KEY_BYTES]) for i in range(0, len(whole), KEY_BYTES))


def key_of(number: int) -> UUID:
    """The key that a ref is the number of."""
    return UUID(int=number)
