"""The table of places and the steps of one score as sheets that leave the house."""

from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from services.assessment.certainty.ranges import Certain
from services.assessment.standings import Row, Standings
from services.assessment.waterfall import Section, Step, Waterfall
from services.export.sheet import Cell, Sheet
from services.measures.period import parse
from services.measures.period_label import label
from services.messages import Lang, Message, message

WHOLE = message("All points that there are")
PLACES = message("Places of the assessment")
STEPS = message("The score step by step")
RANK, RANGE, CODE, NAME, WITHIN = (
    message("Rank"), message("Range"), message("Code"), message("Zone name"), message("Within"),
)  # fmt: skip
SCORE, GRADE, MISSING, REMARK = (
    message("Score"), message("Grade"), message("Missing weight in per cent"), message("Remark"),
)  # fmt: skip
ITEM, STEP, POINTS, EVIDENCE = (
    message("Item"), message("Step"), message("Points given or taken"), message("Pieces of evidence"),
)  # fmt: skip


def places_sheet(of: Standings, ranges: Mapping[int, Certain], lang: Lang) -> Sheet:
    """A line for each object, as the table of places has it; ranges only where there are any."""
    components = of.rubric.components
    heads = [RANK, *([RANGE] if ranges else []), CODE, NAME, WITHIN, SCORE, GRADE]
    rows = [_place(of, row, ranges, lang) for row in of.rows]
    told = (*_rendered(heads, lang), *(c.title.render(lang) for c in components), *_rendered([MISSING, REMARK], lang))
    return Sheet(_title(PLACES, of, lang), told, rows, ZoneInfo(of.cycle.zone))


def steps_sheet(of: Standings, row: Row, steps: Waterfall, lang: Lang) -> Sheet:
    """A line for each step from all points down to the score."""
    whole = (WHOLE.render(lang), None, steps.opening, None)
    rows: list[tuple[Cell, ...]] = [("", *whole)]
    for section in steps.sections:
        title = _section(section, lang)
        rows += [
            (
                title,
                step.said.render(lang),
                _short(step.points),
                _short(step.after),
                step.entry.evidence if step.entry else None,
            )
            for step in section.steps
        ]
    rows.append(("", SCORE.render(lang), None, None if steps.total is None else _exact(steps.total), None))
    heads = tuple(_rendered([ITEM, STEP, POINTS, SCORE, EVIDENCE], lang))
    return Sheet(f"{row.name} · {_title(STEPS, of, lang)}", heads, rows, ZoneInfo(of.cycle.zone))


def told_under(of: Standings, lang: Lang, row: Row | None = None) -> list[str]:
    """What stands below a title: the rubric, and of one object its place and score."""
    lines = [of.rubric.title.render(lang)]
    if row is not None:
        place = f"{row.rank} / {row.ranked}" if row.rank else (row.unranked.render(lang) if row.unranked else "–")
        grade = row.grade.render(lang) if row.grade else "–"
        lines.append(f"{row.code} {row.within} · {RANK.render(lang)} {place} · {GRADE.render(lang)} {grade}")
    return lines


def _place(of: Standings, row: Row, ranges: Mapping[int, Certain], lang: Lang) -> tuple[Cell, ...]:
    known = ranges.get(row.target.zone_id)
    span = None if known is None else str(known.best) if known.wide == 1 else f"{known.best}–{known.worst}"
    parts = [row.parts[c.key].points if c.key in row.parts else None for c in of.rubric.components]
    return (
        row.rank, *([span] if ranges else []), row.code, row.name, row.within, row.points,
        row.grade.render(lang) if row.grade else None, *(_short(points) for points in parts), _short(row.missing),
        row.unranked.render(lang) if row.unranked else None,
    )  # fmt: skip


def _short(points: Decimal | None) -> Decimal | None:
    return None if points is None else round(points, 2)


def _exact(points: Decimal) -> Decimal:
    """All digits that there are, two at least, so that the steps add up in any program."""
    short = round(points, 2)
    return short if short == points else points.normalize()


def _evidence(step: Step) -> int | None:
    return step.entry.evidence if step.entry else None


def _section(section: Section, lang: Lang) -> str:
    return section.title.render(lang) if section.title else message("Total").render(lang)


def _title(of_what: Message, of: Standings, lang: Lang) -> str:
    return f"{of_what.render(lang)} · {label(parse(of.cycle.key)).render(lang)}"


def _rendered(heads: list[Message], lang: Lang) -> list[str]:
    return [head.render(lang) for head in heads]
