"""`xunge rubric`: assessment measures, from the command line."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from services.access.scope import acting_as
from services.assessment import cycles
from services.assessment.rehearsal import rehearse
from services.assessment.rubric import versions
from services.assessment.rubric.faults import Fault
from services.assessment.rubric.read import read_rubric
from web.cli.console import REFUSED, Json, in_words, owner_session, report, say, settings
from web.cli.report import EVERYTHING

app = typer.Typer(no_args_is_help=True, help="Assessment measures: checked, handed in, approved, listed.")
File = Annotated[Path, typer.Argument(help="The measures as YAML.", exists=True, dir_okay=False)]
From = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="Day from which it holds; without it today."),
]
Login = Annotated[str, typer.Option("--as", help="Login of the person who does it.")]


@app.command("check")
def check_command(file: File, json: Json = False) -> None:
    """Read and prove a file without keeping it; exit code 1 where something is wrong with it."""
    reading = read_rubric(file.read_bytes())
    proof = versions.proof_of(reading.rubric) if reading.rubric else None
    faults = (
        reading.faults
        if proof is None
        else tuple(Fault(one.path, reading.line(one.path), one.problem) for one in proof.faults)
    )
    open_ = proof.open if proof else ()
    lang = settings().lang
    if json:
        report({"sound": not faults, "faults": [
            {"at": one.at, "line": one.line, "problem": one.problem.render(lang)} for one in faults
        ], "open": [{"at": one.at, "line": reading.line(one.path), "what": one.what.render(lang)} for one in open_],
            "proven": [fact.render(lang) for fact in proof.proven] if proof else []})  # fmt: skip
    else:
        for fault in faults:
            say("fault: %(what)s", what=fault.render(lang))
        for one in open_:
            say("open: %(what)s", what=f"{one.at}: {one.what.render(lang)}")
        say("%(faults)d faults, %(open)d questions open.", faults=len(faults), open=len(open_))
    if faults:
        raise typer.Exit(REFUSED)


@app.command("add")
def add_command(file: File, login: Login, json: Json = False) -> None:
    """Hand a file in as a draft."""
    with owner_session() as session:
        made = versions.add(session, acting_as(session, login), file.read_bytes())
        told = {"id": made.id, "rubric": made.rubric, "number": made.number, "sha256": made.sha256}
    if json:
        report(told)
        return
    say("Draft %(id)d: version %(number)d of %(rubric)s.", **told)


@app.command("approve")
def approve_command(
    version: Annotated[int, typer.Argument(help="Number of the draft, as list says it.")],
    decision: Annotated[str, typer.Option("--decision", help="Who decided, when, under which number.")],
    login: Login,
    valid_from: From = None,
    json: Json = False,
) -> None:
    """Approve a draft; from then on it does not change."""
    now = datetime.now(settings().zone)
    day = valid_from.date() if valid_from else now.date()
    with owner_session() as session:
        versions.approve(session, acting_as(session, login), version, decision, day, now)
    if json:
        report({"id": version, "valid_from": day, "decision": decision})
        return
    say("Version %(id)d holds from %(day)s on.", id=version, day=day)


@app.command("list")
def list_command(json: Json = False) -> None:
    """List all versions, the newest of each first."""
    with owner_session() as session:
        rows = [
            {"id": one.version.id, "rubric": one.version.rubric, "number": one.version.number,
             "state": one.version.state, "valid_from": one.version.valid_from, "sha256": one.version.sha256,
             "open": len(versions.proof_of(versions.rubric_of(one.version)).open)}
            for one in versions.versions_of(session, EVERYTHING)
        ]  # fmt: skip
    if json:
        report({"versions": rows})
        return
    for row in rows:
        said = {name: row[name] for name in ("id", "rubric", "number", "open")}
        kept = versions.STATES[str(row["state"])]
        say("%(id)d  %(rubric)s, version %(number)d: %(state)s, %(open)d questions open", **said, state=in_words(kept))


@app.command("rehearse")
def rehearse_command(
    number: Annotated[int, typer.Argument(help="Number of the version, as the list has it.")],
    cycle: Annotated[str, typer.Option("--on", help="A reckoned cycle of the length that it scores by: 2026-Q4 …")],
    kind: Annotated[str, typer.Option("--kind", help="grid, area or community")] = "grid",
    json: Json = False,
) -> None:
    """Score a past period by a version without writing anything: who would move, and which item decides it."""
    lang = settings().lang
    with owner_session() as session:
        found = rehearse(session, EVERYTHING, number, cycles.cycle(session, cycle), kind)
        moved = [
            {"code": one.after.code, "name": one.after.name, "rank": one.before.rank, "rank_by_it": one.after.rank,
             "points": None if one.before.points is None else str(one.before.points),
             "points_by_it": None if one.after.points is None else str(one.after.points),
             "item": one.item.render(lang) if one.item else None}
            for one in found.moved
        ]  # fmt: skip
        steady = {one.row.code: round(one.rank_stays, 3) for one in found.weights}
        twice = [((pair.first.render(lang), pair.second.render(lang)), pair.pieces) for pair in found.twice]
    if json:
        report({"cycle": cycle, "kind": kind, "moved": moved, "rank_stays": steady,
                "twice": [{"items": list(items), "pieces": pieces} for items, pieces in twice]})  # fmt: skip
        return
    for line in moved:
        say("  ".join("–" if value is None else str(value) for value in line.values()))
    for items, pieces in twice:
        say("%(items)s: %(pieces)d pieces of evidence count in both.", items=" · ".join(items), pieces=pieces)
