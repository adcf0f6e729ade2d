"""The only writer of the ledger: it adds lines that are new, and counters those that no longer hold.

A line that holds as before is left alone, so that a second run over the same evidence writes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.assessment.ledger.digest import Sameness, digest, written
from services.assessment.ledger.read import Standing, standing_lines
from services.assessment.objects import Target
from services.assessment.said import from_data, said
from services.assessment.scoring.line import Line
from services.assessment.tables import AssessmentCycle
from services.bulk import copy_columns
from services.database import sql


@dataclass(frozen=True, slots=True)
class Hand:
    """By which run and in whose name lines are written."""

    cycle: AssessmentCycle
    run_id: int
    person_id: UUID


Row = dict[str, Any]


def keep(session: Session, hand: Hand, scored: Mapping[Target, Sequence[Line]]) -> int:
    """Bring the ledger to what was scored for some objects; how many lines that took."""
    standing = standing_lines(session, hand.cycle.id, [target.zone_id for target in scored])
    rows: list[Row] = []
    evidence: list[tuple[int, tuple[int, ...]]] = []
    for target, lines in scored.items():
        wanted = dict(_known(lines))
        before = standing.get((target.kind, target.zone_id), {})
        rows += [_counter(target, old) for same, old in before.items() if same not in wanted]
        for same, line in wanted.items():
            if same not in before:
                rows.append(_row(target, same, line))
                evidence.append((len(rows) - 1, line.effect.refs))
    _send(session, hand, rows, evidence)
    return len(rows)


def _known(lines: Iterable[Line]) -> list[tuple[Sameness, Line]]:
    """Lines by what they are known by; steps count from 1 within an item, a component or the total."""
    found = []
    for (part, component, item), same in groupby(lines, key=lambda e: (e.part, e.component, e.item)):
        for step, line in enumerate(same, 1):
            effect = line.effect
            sentence = written(effect.arithmetic.as_data())
            found.append((Sameness(part, component, item, step, effect.rule, effect.points, sentence, effect.subject,
                                   digest(effect.refs)), line))  # fmt: skip
    return found


def _row(target: Target, same: Sameness, line: Line) -> Row:
    return {
        "object_kind": target.kind, "zone_id": target.zone_id, **same._asdict(),
        "evidence": len(set(line.effect.refs)), "counters": None,
    }  # fmt: skip


def _counter(target: Target, old: Standing) -> Row:
    sentence = said("Taken back: %(line)s", line=from_data(old.said))
    return {
        "object_kind": target.kind, "zone_id": target.zone_id, **old.same._asdict(), "points": -old.same.points,
        "said": written(sentence.as_data()), "digest": "", "evidence": 0, "counters": old.id,
    }  # fmt: skip


COLUMNS = (
    "object_kind", "zone_id", "part", "component", "item", "step", "rule", "points", "said", "subject", "evidence",
    "digest", "counters",
)  # fmt: skip


def _send(session: Session, hand: Hand, rows: list[Row], evidence: list[tuple[int, tuple[int, ...]]]) -> None:
    """Row-level security forbids COPY on its tables, so rows go by way of temporary ones."""
    if not rows:
        return
    ids = _numbers(session, len(rows))
    session.execute(sql(__file__, "stage.sql"))
    written_out: dict[str, Sequence[object]] = {"id": [str(number) for number in ids]}
    for name in COLUMNS:
        written_out[name] = [None if row[name] is None else str(row[name]) for row in rows]
    copy_columns(session, "entry_added", written_out)
    pairs = [(ids[at], ref) for at, refs in evidence for ref in dict.fromkeys(refs)]
    copy_columns(session, "evidence_added", {"entry_id": [str(entry) for entry, _ in pairs],
                                             "ref": [str(UUID(int=ref)) for _, ref in pairs]})  # fmt: skip
    asked = {"cycle": hand.cycle.id, "run": hand.run_id, "version": hand.cycle.rubric_version_id,
             "person": hand.person_id, "at": datetime.now(UTC)}  # fmt: skip
    session.execute(sql(__file__, "add_entries.sql"), asked)
    session.execute(sql(__file__, "add_evidence.sql"))
    session.execute(text("DROP TABLE entry_added, evidence_added"))


def _numbers(session: Session, count: int) -> list[int]:
    """So many numbers of the ledger's own sequence."""
    asked = text("SELECT nextval('assessment_entry_id_seq') FROM generate_series(1, :count)")
    return [int(n) for n in session.scalars(asked, {"count": count})]
