"""Steps of many matters at once: what is known of them read, further steps written, those of a file taken back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from services.bulk import copy_columns
from services.database import lifted, sql
from services.matters.life.histories import Known
from services.matters.life.move import state_of
from services.matters.life.state import EVENT_FIELDS, STATE_FIELDS, Event, State, fold
from services.matters.tables import Matter, MatterEvent


def known_lives(session: Session, refs: Collection[str], *, hold: bool) -> dict[str, Known]:
    """The matters of some numbers, with their steps after the report; held to the end of the transaction if asked."""
    listed = select(func.unnest(cast(sorted(refs), ARRAY(String))))
    chosen = select(Matter).where(Matter.external_ref.in_(listed)).order_by(Matter.id)
    rows = list(session.scalars(chosen.with_for_update() if hold else chosen))
    steps = defaultdict(list)
    events = (
        select(MatterEvent.matter_id, MatterEvent.act, MatterEvent.at)
        .join(Matter, Matter.id == MatterEvent.matter_id)
        .where(Matter.external_ref.in_(listed), MatterEvent.seq > 1)
        .order_by(MatterEvent.matter_id, MatterEvent.seq)
    )
    for matter_id, act, at in session.execute(events):
        steps[matter_id].append((act, at))
    found = {m.external_ref: Known(m.id, m.code, m.urgent, m.opened_at, state_of(m), steps[m.id]) for m in rows}
    session.expunge_all()
    return found


def write_lives(
    session: Session, events: Sequence[tuple[UUID, Event]], states: Sequence[tuple[UUID, State]],
    batch_id: UUID | None = None,
) -> None:  # fmt: skip
    """Many events and the rows that they add up to, through temporary tables: COPY does not pass row-level security."""
    session.execute(sql(__file__, "staged_lives.sql"))
    _copy(session, "staged_event", EVENT_FIELDS, events)
    session.execute(sql(__file__, "add_events.sql"), {"batch": batch_id})
    _keep(session, states)


def _keep(session: Session, states: Sequence[tuple[UUID, State]]) -> None:
    _copy(session, "staged_state", STATE_FIELDS, states)
    session.execute(sql(__file__, "keep_states.sql"))
    session.expire_all()


def _copy(session: Session, table: str, fields: Sequence[str], rows: Sequence[tuple[UUID, Any]]) -> None:
    columns: dict[str, list[object]] = {"matter_id": [matter_id for matter_id, _ in rows]}
    columns |= {field: [getattr(value, field) for _, value in rows] for field in fields}
    copy_columns(session, table, columns)


def moved_since(session: Session, batch_id: UUID) -> int:
    """How many matters went on after the steps that a file brought; all of the file's are held from then on."""
    of_file = select(MatterEvent.matter_id).where(MatterEvent.batch_id == batch_id)
    session.execute(select(Matter.id).where(Matter.id.in_(of_file)).order_by(Matter.id).with_for_update())
    last = (
        select(MatterEvent.matter_id, func.max(MatterEvent.seq).label("seq"))
        .where(MatterEvent.batch_id == batch_id)
        .group_by(MatterEvent.matter_id)
        .subquery()
    )
    on = select(func.count()).join(last, (last.c.matter_id == Matter.id) & (last.c.seq < Matter.seq))
    return session.scalar(on.select_from(Matter)) or 0


def take_back(session: Session, batch_id: UUID) -> int:
    """Remove the steps that a file brought; the matters stand where they stood before it. Returns how many steps.

    Steps are only ever added to, so that the app's role can't remove any: this is done as the login itself.
    """
    of_file = MatterEvent.batch_id == batch_id
    matters = set(session.scalars(select(MatterEvent.matter_id).where(of_file)))
    with lifted(session):
        removed = session.execute(delete(MatterEvent).where(of_file).returning(MatterEvent.seq)).all()
    chosen = select(MatterEvent).where(MatterEvent.matter_id.in_(matters)).order_by(MatterEvent.matter_id)
    session.execute(sql(__file__, "staged_lives.sql"))
    _keep(session, list(_folded(session.scalars(chosen))))
    return len(removed)


def _folded(rows: Iterable[MatterEvent]) -> Iterable[tuple[UUID, State]]:
    for matter_id, steps in groupby(rows, key=lambda e: e.matter_id):
        yield matter_id, fold(Event(**{field: getattr(e, field) for field in EVENT_FIELDS}) for e in steps)
