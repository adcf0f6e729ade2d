"""The one writer of editions, zones and their boundaries: intake and redrawing both come here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.metric import area_m2
from geo.polygonal import Polygonal, multipolygon
from services.geography.drawn import draw_edition
from services.geography.tables import Boundary, Edition, Zone

LEVELS = ("subdistrict", "community", "area", "grid")
"""From the top down."""
Key: TypeAlias = tuple[str, str]
"""A zone by its level and code."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What an edition rests on: its day, reason and document, and where its outlines come from."""

    valid_from: date
    reason: str
    document_number: str
    source_name: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A zone as an edition has it: EPSG:4326; the parent is of a level above, None at the top."""

    level: str
    code: str
    name: str
    parent: Key | None
    shape: Polygonal

    @property
    def key(self) -> Key:
        """Level and code."""
        return self.level, self.code


def make_edition(session: Session, name: str, decided: Decided) -> Edition:
    """A new edition in force from its day, still without boundaries."""
    made = Edition(
        name=name, valid_from=decided.valid_from, reason=decided.reason, document_number=decided.document_number,
        source_name=decided.source_name, source_sha256=decided.source_sha256,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def make_draft(session: Session, name: str, based_on: Edition, source_name: str) -> Edition:
    """A draft on another edition; day, reason and document are decided when it takes force."""
    made = Edition(
        name=name, status="draft", valid_from=based_on.valid_from, reason="", document_number="",
        source_name=source_name, source_sha256="", based_on=based_on.id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def take_force(session: Session, draft: Edition, decided: Decided) -> None:
    """Turn a draft into an edition in force from its day."""
    for name in ("valid_from", "reason", "document_number", "source_name", "source_sha256"):
        setattr(draft, name, getattr(decided, name))
    draft.status = "in_force"
    session.flush()


def withdraw(session: Session, edition: Edition) -> None:
    """Take an edition out of force; its boundaries stay on record."""
    edition.status = "withdrawn"
    session.flush()


def drop_draft(session: Session, draft: Edition) -> None:
    """Remove a draft, whose edits are gone already."""
    session.delete(draft)
    session.flush()


def write_boundaries(session: Session, edition_id: int, outlines: Iterable[Outline]) -> None:
    """Write boundaries from the top level down, each with the path of zones above it; new codes become zones.

    A parent is among the outlines, or in the edition already. What maps draw of the edition follows at once.
    """
    ids = {(z.level, z.code): z.id for z in session.scalars(select(Zone))}
    paths = _paths(session, edition_id)
    for outline in sorted(outlines, key=lambda o: LEVELS.index(o.level)):
        if outline.key not in ids:
            ids[outline.key] = _make_zone(session, outline)
        above = outline.parent
        paths[outline.key] = [*(paths[above] if above else []), ids[outline.key]]
        session.add(
            Boundary(
                edition_id=edition_id,
                zone_id=ids[outline.key],
                name=outline.name,
                parent_id=ids[above] if above else None,
                path=paths[outline.key],
                area_m2=area_m2(outline.shape),
                geom=f"SRID=4326;{shapely.to_wkt(multipolygon(outline.shape), rounding_precision=-1)}",
            )
        )
    session.flush()
    draw_edition(session, edition_id)


def _paths(session: Session, edition_id: int) -> dict[Key, list[int]]:
    rows = session.execute(
        select(Zone.level, Zone.code, Boundary.path)
        .join(Boundary, Boundary.zone_id == Zone.id)
        .where(Boundary.edition_id == edition_id)
    )
    return {(level, code): list(path) for level, code, path in rows}


def _make_zone(session: Session, outline: Outline) -> int:
    made = Zone(level=outline.level, code=outline.code)
    session.add(made)
    session.flush()
    return made.id
