"""`xunge assess`: cycles opened, reckoned and shown from the command line."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from services.assessment import cycles
from services.assessment.marks import NewMark, give
from services.assessment.objects import object_named
from services.assessment.publication.publish import Notice, announce, move
from services.assessment.publication.read import STATES, revisions
from services.assessment.publication.verify import verify
from services.assessment.scoring.run import Ask, run
from services.assessment.standings import Row, rubric_in, standings
from services.assessment.tables import AssessmentCycle
from services.assessment.waterfall import waterfall
from services.errors import Invalid, NotFound
from services.messages import Lang
from web.cli.console import Json, in_words, owner_session, progress, report, say, settings
from web.cli.report import EVERYTHING

app = typer.Typer(no_args_is_help=True, help="Assessment: cycles, their runs, and what they came to.")
Cycle = Annotated[str, typer.Argument(help="The cycle: 2026, 2026-H2, 2026-Q4 …")]
Kind = Annotated[str, typer.Option("--kind", help="grid, area or community")]


@app.command("open")
def open_command(
    cycle: Cycle,
    rubric: Annotated[int, typer.Option("--rubric", help="Number of the rubric's version.")],
    around_m: Annotated[int, typer.Option("--around-m", help="How far is still the surroundings.")] = cycles.AROUND_M,
    json: Json = False,
) -> None:
    """Open a cycle on a version of a rubric, with the shorter ones that it is combined from."""
    with owner_session() as session:
        made = cycles.open_cycle(session, EVERYTHING, rubric, cycle, settings().zone, around_m)
        told = {"cycle": made.key, "kind": made.kind, "rubric": made.rubric,
                "parts": [part.key for part in cycles.parts(session, made)]}  # fmt: skip
    if json:
        report(told)
        return
    say("The assessment %(cycle)s is open.", cycle=cycle)


@app.command("run")
def run_command(
    cycle: Cycle,
    whole: Annotated[bool, typer.Option("--whole", help="All objects, not only those that changed.")] = False,
    json: Json = False,
) -> None:
    """Reckon a cycle with its parts, and the longer ones above it; only what has changed."""
    with owner_session() as session, progress("An assessment is reckoned") as bar:
        asked = Ask(EVERYTHING, datetime.now(UTC), whole,
                    lambda done, of: bar.update(bar.task_ids[0], completed=done, total=of))  # fmt: skip
        made = run(session, cycles.cycle(session, cycle), asked)
    if json:
        report({"runs": [{"cycle": r.cycle, "whole": r.whole, "objects": r.objects, "entries": r.entries}
                         for r in made]})  # fmt: skip
        return
    for ran in made:
        say("%(cycle)s: %(objects)d objects reckoned, %(entries)d lines added.", cycle=ran.cycle, objects=ran.objects,
            entries=ran.entries)  # fmt: skip


@app.command("mark")
def mark_command(
    cycle: Cycle,
    code: Annotated[str, typer.Argument(help="Code of the zone.")],
    name: Annotated[str, typer.Argument(help="What is marked, as the rubric names it after marks.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
    points: Annotated[str | None, typer.Option("--points", help="Points; none for what happened.")] = None,
    level: Annotated[str, typer.Option("--level", help="Level of what happened.")] = "",
    standing: Annotated[str, typer.Option("--standing", help="scored, not_applicable or refused")] = "scored",
    kind: Kind = "grid",
    json: Json = False,
) -> None:
    """Hand in points with a reason, or that something happened."""
    with owner_session() as session:
        of = cycles.cycle(session, cycle)
        rubric = rubric_in(session, of)
        new = NewMark(name, reason, points_given(points), level, standing)
        made = give(session, EVERYTHING, of, object_named(session, rubric, kind, code), rubric, new).id
    if json:
        report({"mark": made})
        return
    say("Mark %(number)d is noted. It counts from the next run on.", number=made)


@app.command("show")
def show_command(
    cycle: Cycle,
    kind: Kind = "grid",
    zone: Annotated[str | None, typer.Option("--zone", help="Code of a zone: every step of its score.")] = None,
    json: Json = False,
) -> None:
    """Say what a cycle came to, or one zone in it step by step."""
    lang = settings().lang
    with owner_session() as session:
        of = cycles.cycle(session, cycle)
        rows = standings(session, EVERYTHING, of, kind).rows
        told = [told_of(row, lang) for row in rows] if zone is None else steps(session, of, kind, zone, rows, lang)
    if json:
        report({"cycle": cycle, "kind": kind, "rows": told})
        return
    for line in told:
        say("  ".join(str(value) for value in line.values() if value is not None))


def told_of(row: Row, lang: Lang) -> dict[str, Any]:
    """An object's line."""
    return {
        "rank": row.rank, "of": row.ranked, "code": row.code, "name": row.name,
        "points": None if row.points is None else str(row.points),
        "grade": row.grade.render(lang) if row.grade else None, "missing": str(row.missing),
        "unranked": row.unranked.render(lang) if row.unranked else None,
    }  # fmt: skip


def steps(
    session: Session, of: AssessmentCycle, kind: str, code: str, rows: tuple[Row, ...], lang: Lang
) -> list[dict[str, Any]]:
    """Every step of a zone's score."""
    row = next((row for row in rows if row.code == code), None)
    if row is None:
        raise NotFound("assessment.object", kind=kind, code=code)
    found = waterfall(session, EVERYTHING, of, rubric_in(session, of), row.target, dict(row.parts))
    told: list[dict[str, Any]] = [
        {"points": str(found.opening), "score": str(found.opening), "said": in_words("All points that there are")}
    ]
    for section in found.sections:
        told += [
            {"entry": step.entry.id if step.entry else None, "item": section.key, "points": str(step.points),
             "score": str(step.after), "evidence": step.entry.evidence if step.entry else 0,
             "said": step.said.render(lang)}
            for step in section.steps
        ]  # fmt: skip
    return told


def points_given(text: str | None) -> Decimal | None:
    """Points as a decimal; None where there are none. Raises Invalid."""
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Invalid("assessment.points", points=text) from None


@app.command("announce")
def announce_command(
    cycle: Cycle,
    until: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day of the notice.")],
    reason: Annotated[str, typer.Option("--reason", help="Why there is another revision.")] = "",
    json: Json = False,
) -> None:
    """Freeze what a cycle came to, with all that it rests on, and put it on notice."""
    with owner_session() as session:
        of = cycles.cycle(session, cycle)
        made = announce(session, EVERYTHING, of, Notice(until.date(), reason), datetime.now(UTC))
        told = {"cycle": of.key, "revision": made.revision, "result": made.result_sha256}
    if json:
        report(told)
        return
    say("Revision %(revision)d of %(cycle)s is on notice: %(result)s.", **told)


@app.command("move")
def move_command(
    cycle: Cycle,
    act: Annotated[str, typer.Argument(help="concluded, published or withdrawn")],
    note: Annotated[str, typer.Option("--note", help="Why it is withdrawn.")] = "",
    json: Json = False,
) -> None:
    """Conclude a notice that is over, publish it, or withdraw it."""
    with owner_session() as session:
        of = cycles.cycle(session, cycle)
        made = move(session, EVERYTHING, of, act, datetime.now(UTC), note)
        told = {"cycle": of.key, "revision": made.revision, "state": act}
    if json:
        report(told)
        return
    say("Revision %(revision)d of %(cycle)s: %(state)s.", revision=made.revision, cycle=of.key,
        state=STATES[act].render(settings().lang))  # fmt: skip


@app.command("verify")
def verify_command(cycle: Cycle, json: Json = False) -> None:
    """Compute every revision of a cycle again from its snapshot, and compare the bytes."""
    with owner_session() as session:
        of = cycles.cycle(session, cycle)
        proofs = [(one.revision, verify(session, one)) for one in revisions(session, of.id)]
    if not proofs:
        raise NotFound("assessment.not_published", cycle=cycle)
    if json:
        report({"revisions": [{"revision": n, "holds": proof.holds} for n, proof in proofs]})
    else:
        for n, proof in proofs:
            say("Revision %(n)d gives the same bytes." if proof.holds else "Revision %(n)d gives OTHER bytes.", n=n)
    if not all(proof.holds for _, proof in proofs):
        raise typer.Exit(1)
