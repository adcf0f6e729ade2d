"""Stages, sources and departments that another system calls by words of its own: which is which of ours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from services.errors import Invalid
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.intake.subjects import Field, Reading, stage_of
from services.matters.departments import department_words
from services.matters.life.moves import STAGE_WORDS
from services.matters.sources import SOURCE_WORDS, source_of
from services.messages import Message, message

# More different words than this are no stages.
MOST_WORDS = 60
LONGEST_WORD = 80
TAKEN = "“%(word)s” stands %(count)d times and is taken as: %(stage)s."
FROM = "“%(word)s” stands %(count)d times and is taken as the source: %(source)s."
NOWHERE = (
    "“%(word)s” stands %(count)d times, and no source is chosen for it: it stays as it is, and counts as not known "
    "where it matters who found something."
)
GIVEN = "“%(word)s” stands %(count)d times and is the department %(code)s."
NOBODY = (
    "“%(word)s” stands %(count)d times, and no department is known or chosen for it: these matters come in without one."
)
NO_TIME = "Row %(row)d: it is closed by its stage, but no time says when."
NOT_CLOSED = "Row %(row)d: it stands as %(stage)s, yet it was closed %(closed)s."


def words_of(features: Features) -> dict[str, list[tuple[str, int]]]:
    """The words of every column that has few enough to be one of stages, with how often each stands there."""
    found = {}
    for column in features.columns:
        words = frequent(features, column)
        if 0 < len(words) <= MOST_WORDS and max(len(word) for word, _ in words) <= LONGEST_WORD:
            found[column] = words
    return found


def say_stages(features: Features, mapping: Mapping[str, str], reading: Reading, report: Report) -> None:
    """Tell what each word is taken as, the most frequent first. Raises Invalid where a column has too many words."""
    column = mapping.get("status")
    if column is None:
        return
    for word, count in counted(features, column):
        if stage := stage_of(word, reading.chosen("status")):
            said = message(TAKEN, word=word, count=count, stage=STAGE_WORDS[stage])
            report.findings.append(Finding("stage_words", said, False))


def say_sources(features: Features, mapping: Mapping[str, str], reading: Reading, report: Report) -> None:
    """Tell what each word is taken as, and which stand for no source."""
    if "source" not in mapping:
        return
    for word, count in frequent(features, mapping["source"]):
        found = source_of(word, reading.chosen("source"))
        said = message(FROM, word=word, count=count, source=SOURCE_WORDS[found]) if found else message(
            NOWHERE, word=word[:LONGEST_WORD], count=count)  # fmt: skip
        report.findings.append(Finding("source_words" if found else "no_source", said, False))


def with_departments(session: Session, reading: Reading) -> Reading:
    """How cells are read, with what files may call the office's departments: what was chosen counts before it.

    Raises Invalid where a department was chosen that the office does not have.
    """
    words = department_words(session)
    codes = set(words.values())
    chosen = reading.chosen("department")
    for code in chosen.values():
        if code and code not in codes:
            raise Invalid("intake.department", code=code, codes=", ".join(sorted(codes)))
    return replace(reading, departments=words | {word.casefold(): code for word, code in chosen.items()})


def say_departments(features: Features, mapping: Mapping[str, str], reading: Reading, report: Report) -> None:
    """Name the departments that the office does not have, and how many rows come in without one therefore."""
    if "department" not in mapping:
        return
    for word, count in frequent(features, mapping["department"]):
        code = reading.departments.get(word.casefold())
        said = message(GIVEN, word=word, count=count, code=code) if code else message(
            NOBODY, word=word[:LONGEST_WORD], count=count)  # fmt: skip
        report.findings.append(Finding("department_words" if code else "no_department", said, False))


def frequent(features: Features, column: str) -> list[tuple[str, int]]:
    """The words of a column, the most frequent first."""
    words = Counter(cell.strip() for cell in features.column(column) if cell and cell.strip())
    return sorted(words.items(), key=lambda w: (-w[1], w[0]))


def counted(features: Features, column: str) -> list[tuple[str, int]]:
    """The same of a column of stages or steps. Raises Invalid where they are too many."""
    words = frequent(features, column)
    if len(words) > MOST_WORDS:
        raise Invalid("intake.many_stages", column=column, count=len(words), most=MOST_WORDS)
    return words


def contradictions(fields: Sequence[Field], values: Sequence[Sequence[object]]) -> dict[int, tuple[str, Message]]:
    """Rows whose stage and time of closing do not agree: the kind of the finding, and its sentence."""
    columns = {f.field: v for f, v in zip(fields, values, strict=True)}
    found: dict[int, tuple[str, Message]] = {}
    for i, (stage, closed) in enumerate(zip(columns.get("status", ()), columns.get("closed", ()), strict=True)):
        if stage == "closed" and closed is None:
            found[i] = "no_closing_time", message(NO_TIME, row=i + 2)
        elif isinstance(stage, str) and stage not in ("closed", "voided") and isinstance(closed, datetime):
            when = closed.strftime("%Y-%m-%d %H:%M:%S UTC")
            found[i] = "stage_and_time", message(NOT_CLOSED, row=i + 2, stage=STAGE_WORDS[stage], closed=when)
    return found
