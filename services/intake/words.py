"""Stages, sources and departments that another system calls by words of its own: which is which of ours."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from services.errors import Invalid
from services.intake.cells import Reading, as_text
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.matters.departments import department_words
from services.matters.life.moves import STAGE_WORDS
from services.matters.sources import SOURCE_WORDS, source_of
from services.matters.tables import STAGES
from services.messages import message

# What other systems usually call the stages; a word that is not here is asked for.
KNOWN_STAGES = {stage: stage for stage in STAGES} | {
    "上报": "reported", "已上报": "reported", "待受理": "reported", "new": "reported", "open": "reported",
    "pending": "reported", "受理": "accepted", "已受理": "accepted", "待立案": "accepted", "立案": "filed",
    "已立案": "filed", "待派遣": "filed", "派遣": "dispatched", "已派遣": "dispatched", "处置中": "dispatched",
    "处理中": "dispatched", "待处置": "dispatched", "in progress": "dispatched", "处置": "handled", "已处置": "handled",
    "待核查": "handled", "核查": "checked", "已核查": "checked", "待结案": "checked", "结案": "closed",
    "已结案": "closed", "已办结": "closed", "办结": "closed", "completed": "closed",
    "作废": "voided", "已作废": "voided", "不予受理": "voided", "cancelled": "voided", "canceled": "voided",
}  # fmt: skip
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


def stage_of(word: str, chosen: Mapping[str, str]) -> str | None:
    """The stage that a word stands for: as chosen, else as it usually does, else None."""
    found = chosen[word] if word in chosen else KNOWN_STAGES.get(word.casefold())
    return found if found in STAGES else None


def as_stage(cell: str, reading: Reading) -> object:
    """The stage that the other system's word stands for. Raises ValueError where none is chosen."""
    stage = stage_of(cell.strip(), reading.chosen("status"))
    if stage is None:
        raise ValueError(cell)
    return stage


def as_source(cell: str, reading: Reading) -> object:
    """The source that the other system's word stands for, or the word itself: it is kept, and counts as not known."""
    return source_of(cell.strip(), reading.chosen("source")) or as_text(cell, reading)


def as_department(cell: str, reading: Reading) -> object:
    """The code of the department that is called so. Raises ValueError where the office has none."""
    code = as_known_department(cell, reading)
    if code is None:
        raise ValueError(cell)
    return code


def as_known_department(cell: str, reading: Reading) -> object:
    """The same, or None: a matter comes in without a department rather than not at all."""
    return reading.departments.get(cell.strip().casefold()) or None


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
