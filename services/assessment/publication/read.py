"""What was announced and published: its state, its steps and its places."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.access.tables import Person
from services.assessment.publication.tables import (
    AssessmentPublication,
    AssessmentPublicationEvent,
)
from services.assessment.said import Words
from services.assessment.tables import AssessmentEntry
from services.messages import Message, message

STATES: dict[str, Message] = {
    "announced": message("On notice"), "concluded": message("Concluded"), "published": message("Published"),
    "withdrawn": message("Withdrawn"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """What was published of an object: points, its place among `ranked`, its grade."""

    points: Decimal | None
    rank: int | None
    ranked: int
    grade: Words | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a publication with the name of who took it."""

    act: str
    note: str
    by: str
    at: datetime


def revisions(session: Session, cycle_id: int) -> list[AssessmentPublication]:
    """All revisions that the caller may see, the latest first."""
    chosen = select(AssessmentPublication).where(AssessmentPublication.cycle_id == cycle_id)
    return list(session.scalars(chosen.order_by(AssessmentPublication.revision.desc())))


def latest(session: Session, cycle_id: int) -> AssessmentPublication | None:
    """The latest revision."""
    return next(iter(revisions(session, cycle_id)), None)


def steps_of(session: Session, publication_id: int) -> list[Step]:
    """The steps of a revision, in order."""
    e = AssessmentPublicationEvent
    chosen = (
        select(e.act, e.note, Person.display_name, e.at)
        .outerjoin(Person, Person.id == e.person_id)
        .where(e.publication_id == publication_id)
        .order_by(e.seq)
    )
    return [Step(act, note, by or "", at) for act, note, by, at in session.execute(chosen)]


def state_of(session: Session, publication_id: int) -> str:
    """The last step of a revision."""
    return steps_of(session, publication_id)[-1].act


def published(session: Session, cycle_id: int) -> AssessmentPublication | None:
    """The latest revision that was published; earlier ones stay readable as `revisions`."""
    e = AssessmentPublicationEvent
    chosen = (
        select(AssessmentPublication)
        .join(e, (e.publication_id == AssessmentPublication.id) & (e.act == "published"))
        .where(AssessmentPublication.cycle_id == cycle_id)
        .order_by(AssessmentPublication.revision.desc())
        .limit(1)
    )
    return session.scalars(chosen).first()


def moved_since(session: Session, of: AssessmentPublication) -> bool:
    """Whether lines were added to the cycle's ledger since a revision was frozen."""
    newer = exists().where(AssessmentEntry.cycle_id == of.cycle_id, AssessmentEntry.at > of.made_at)
    return bool(session.scalar(select(newer)))


def result_in(of: AssessmentPublication) -> dict[str, Any]:
    """The result of a revision as plain values."""
    told: dict[str, Any] = json.loads(of.result)
    return told


def places(session: Session, cycle_id: int, kind: str) -> Mapping[str, Place]:
    """The published places of a kind by code; empty before anything is published."""
    found = published(session, cycle_id)
    table = result_in(found)["kinds"].get(kind) if found else None
    return {row["code"]: _place(row) for row in table["rows"]} if table else {}


def _place(row: Mapping[str, Any]) -> Place:
    points, grade = row["points"], row["grade"]
    return Place(None if points is None else Decimal(points), row["rank"], row["ranked"],
                 Words(grade["zh"], grade["en"]) if grade else None)  # fmt: skip
