"""Steps of matters from another system: cells read, each life checked, and whole lives written or left out."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.errors import Invalid
from services.intake.batches import begin, finish
from services.intake.cells import Field, Reading, as_text, as_time
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.points import Choices
from services.intake.report import Finding, Report
from services.intake.rows import Wrong, read_column
from services.intake.words import as_department, counted, with_departments
from services.matters.deadlines.limits import Terms, load_terms
from services.matters.life.histories import NAMES, Known, Line, further, in_order, live
from services.matters.life.moves import MOVES, WORDS
from services.matters.life.state import Event, State
from services.matters.life.write import known_lives, write_lives
from services.messages import message

SUBJECT = "histories"
TAKEN = "“%(word)s” stands %(count)d times and is taken as: %(step)s."
NO_MATTER = "Row %(row)d: there is no matter “%(ref)s”. Bring in the matters first."
LIVES = "%(steps)d steps of %(matters)d matters are new."
FAULTS = {
    "life.history_order": "step_order", "life.history_move": "illegal_step", "life.history_until": "no_until",
    "life.history_differs": "life_differs",
}  # fmt: skip


def act_of(word: str, chosen: Mapping[str, str]) -> str | None:
    """The act that a word stands for: as chosen, else as it usually does, else None."""
    found = chosen[word] if word in chosen else NAMES.get(word)
    return found if found in MOVES else None


def _as_act(cell: str, reading: Reading) -> object:
    act = act_of(cell.strip(), reading.chosen("step"))
    if act is None:
        raise ValueError(cell)
    return act


FIELDS = (
    Field("matter_ref", "ref", as_text, required=True),
    Field("step", "act", _as_act, required=True),
    Field("at", "at", as_time, required=True),
    Field("department", "department", as_department),
    Field("until", "until", as_time),
    Field("note", "note", as_text),
)
REQUIRED = [f.field for f in FIELDS if f.required]


def take_histories(session: Session, features: Features, sha256: str, choices: Choices) -> Report:
    """Check a table of steps and write the lives that are whole, with what is not known of them yet.

    A matter of which one row is bad is left out with all its rows; nothing is written where that is so, unless the
    operator keeps the good ones. Raises Invalid where a column is missing.
    """
    mapping = guess(features, [f.field for f in FIELDS], choices.columns or {}, REQUIRED)
    report = Report(features.name, SUBJECT, mapping, len(features.rows), features.note)
    reading = with_departments(session, choices.reading)
    say_steps(features, mapping["step"], reading, report)
    wrong = Wrong(mapping)
    rows, lines = _read(features, mapping, reading, wrong)
    known = known_lives(session, list(rows), hold=not choices.dry_run)
    terms, found = load_terms(session, reading.zone), _Found()
    for ref, count in rows.items():
        _judge(lines[ref], count, known.get(ref), terms, wrong, found)
    report.findings += [*wrong.told, *(wrong.found[i] for i in sorted(wrong.found))]
    report.refused, report.already = len(features.rows) - found.good, found.good - len(found.events)
    if found.events:
        said = message(LIVES, steps=len(found.events), matters=len(found.states))
        report.findings.append(Finding("lives", said, False))
    if choices.dry_run or (report.refused and not choices.keep_good):
        return report
    batch = begin(session, report, sha256, choices.received_by)
    write_lives(session, found.events, found.states, batch.id)
    report.added, report.written = len(found.events), True
    finish(session, batch, report)
    return report


@dataclass(slots=True)
class _Found:
    """The steps that are new, where each matter stands after them, and how many rows were good."""

    events: list[tuple[UUID, Event]] = field(default_factory=list)
    states: list[tuple[UUID, State]] = field(default_factory=list)
    good: int = 0


def _read(
    features: Features, mapping: Mapping[str, str], reading: Reading, wrong: Wrong
) -> tuple[Counter[str], dict[str, list[Line]]]:
    """How many rows each matter has, and those of them that can be read."""
    nothing: list[str | None] = [None] * len(features.rows)
    cells = [features.column(mapping[f.field]) if f.field in mapping else nothing for f in FIELDS]
    values = [read_column(f, column, reading, wrong) for f, column in zip(FIELDS, cells, strict=True)]
    rows: Counter[str] = Counter(str(ref) for ref in values[0] if ref)
    lines: dict[str, list[Line]] = defaultdict(list)
    for i, row in enumerate(zip(*values, strict=True)):
        if i not in wrong.found:
            given: Any = row
            lines[given[0]].append(Line(i + 2, *given))
    return rows, lines


def _judge(lines: Sequence[Line], count: int, known: Known | None, terms: Terms, wrong: Wrong, found: _Found) -> None:
    """One matter: its new steps into what was found, or what speaks against it."""
    if len(lines) < count:
        return
    if known is None:
        text = message(NO_MATTER, row=lines[0].row, ref=lines[0].ref)
        wrong.say(lines[0].row - 2, Finding("no_matter", text, True, row=lines[0].row))
        return
    try:
        lived = list(live(known, further(known, in_order(lines)), terms))
    except Invalid as unfit:
        row = int(str(unfit.message.params["row"]))
        wrong.say(row - 2, Finding(FAULTS[unfit.code], unfit.message, True, row=row))
        return
    found.good += count
    found.events += [(known.id, event) for event, _ in lived]
    if lived:
        found.states.append((known.id, lived[-1][1]))


def say_steps(features: Features, column: str, reading: Reading, report: Report) -> None:
    """Tell what each word is taken as, the most frequent first. Raises Invalid where a column has too many words."""
    for word, count in counted(features, column):
        if act := act_of(word, reading.chosen("step")):
            said = message(TAKEN, word=word, count=count, step=WORDS[act])
            report.findings.append(Finding("step_words", said, False))
