"""Stages that another system calls by words of its own: which word is which of ours, and what speaks against it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from services.errors import Invalid
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.intake.subjects import Field, Reading, stage_of
from services.matters.life.moves import STAGE_WORDS
from services.messages import Message, message

# More different words than this are no stages.
MOST_WORDS = 60
LONGEST_WORD = 80
TAKEN = "“%(word)s” stands %(count)d times and is taken as: %(stage)s."
GIVEN = "“%(word)s” stands %(count)d times and is the department %(code)s."
NOBODY = (
    "“%(word)s” stands %(count)d times, and the office has no department of that name or code: these matters come in "
    "without one."
)
NO_TIME = "Row %(row)d: it is closed by its stage, but no time says when."
NOT_CLOSED = "Row %(row)d: it stands as %(stage)s, yet it was closed %(closed)s."


def words_of(features: Features) -> dict[str, list[tuple[str, int]]]:
    """The words of every column that has few enough to be one of stages, with how often each stands there."""
    found = {}
    for column in features.columns:
        words = Counter(cell.strip() for cell in features.column(column) if cell and cell.strip())
        if 0 < len(words) <= MOST_WORDS and max(map(len, words)) <= LONGEST_WORD:
            found[column] = sorted(words.items(), key=lambda w: (-w[1], w[0]))
    return found


def say_stages(features: Features, mapping: Mapping[str, str], reading: Reading, report: Report) -> None:
    """Tell what each word is taken as, the most frequent first. Raises Invalid where a column has too many words."""
    column = mapping.get("status")
    if column is None:
        return
    for word, count in counted(features, column):
        if stage := stage_of(word, reading.stages):
            said = message(TAKEN, word=word, count=count, stage=STAGE_WORDS[stage])
            report.findings.append(Finding("stage_words", said, False))


def say_departments(features: Features, mapping: Mapping[str, str], reading: Reading, report: Report) -> None:
    """Name the departments that the office does not have, and how many rows come in without one therefore."""
    if "department" not in mapping:
        return
    words = Counter(cell.strip() for cell in features.column(mapping["department"]) if cell and cell.strip())
    for word, count in sorted(words.items(), key=lambda w: (-w[1], w[0])):
        code = reading.departments.get(word.casefold())
        said = message(GIVEN, word=word, count=count, code=code) if code else message(
            NOBODY, word=word[:LONGEST_WORD], count=count)  # fmt: skip
        report.findings.append(Finding("department_words" if code else "no_department", said, False))


def counted(features: Features, column: str) -> list[tuple[str, int]]:
    """The words of a column, the most frequent first. Raises Invalid where they are too many."""
    words = Counter(cell.strip() for cell in features.column(column) if cell and cell.strip())
    if len(words) > MOST_WORDS:
        raise Invalid("intake.many_stages", column=column, count=len(words), most=MOST_WORDS)
    return sorted(words.items(), key=lambda w: (-w[1], w[0]))


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
