"""`xunge intake`: files in, from the command line."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from services.intake import base_map, points, zones
from services.intake.cells import Reading
from services.intake.histories import take_histories
from services.intake.read import read, sha256
from services.intake.report import Finding, Report
from services.intake.rows import ACCEPTABLE
from services.intake.subjects import SUBJECTS
from services.matters.life.moves import MOVES
from services.matters.sources import SOURCES
from services.matters.tables import STAGES
from services.messages import Lang, translate
from web.cli.console import OK, REFUSED, USAGE, owner_session, progress, report, say, screen, settings

app = typer.Typer(no_args_is_help=True, help="Files in: zones, streets, households, matters and their steps, visits.")
File = Annotated[Path, typer.Argument(help="The file.")]
Layer = Annotated[str | None, typer.Option("--layer", help="Layer of a GeoPackage, or sheet.")]
Map = Annotated[list[str] | None, typer.Option("--map", help="FIELD=COLUMN where the guess is wrong; FIELD= for none.")]
Frame = Annotated[str | None, typer.Option("--frame", help="EPSG:4490, EPSG:4547, gcj02, bd09, wgs84 …")]
Check = Annotated[bool, typer.Option("--check", help="Look only, write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Report as JSON.")]
MOST_SHOWN = 4
# What each word is taken as is to be read whole.
WORDS = ("stage_words", "step_words", "source_words", "no_source", "department_words", "no_department")


def columns(given: list[str] | None) -> dict[str, str]:
    """The pairs of --map; ends with exit code 2 where one is no pair."""
    pairs = [pair.partition("=") for pair in given or []]
    for field, equals, _ in pairs:
        if not (field and equals):
            say("--map takes FIELD=COLUMN, for example --map code=GRID_NO.")
            raise typer.Exit(USAGE)
    return {field: column for field, _, column in pairs}


def show_findings(outcome: Report, lang: Lang) -> None:
    """The first findings of each kind, so that no kind is hidden behind many of another."""
    kinds: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        kinds.setdefault(finding.kind, []).append(finding)
    for kind, found in kinds.items():
        most = len(found) if kind in WORDS else MOST_SHOWN
        for finding in found[:most]:
            screen.print(f"  {'✗' if finding.stops else '·'} {finding.message.render(lang)}", highlight=False)
        if len(found) > most:
            say("    … and %(more)d more of this kind; --json names all.", more=len(found) - most)


def show(outcome: Report, json: bool, check: bool) -> None:
    """Print a report, and end with exit code 1 where the file was not taken."""
    lang = settings().lang
    if json:
        report(outcome.as_json(lang))
    else:
        guessed = ", ".join(f"{field}={column}" for field, column in outcome.mapping.items())
        say("%(name)s: %(rows)d rows %(note)s", name=outcome.name, rows=outcome.rows, note=outcome.note)
        say("Columns: %(columns)s", columns=guessed)
        show_findings(outcome, lang)
        if outcome.written:
            say("Added %(added)d, there already %(already)d, refused %(refused)d.",
                added=outcome.added, already=outcome.already, refused=outcome.refused)  # fmt: skip
        elif check:
            say("Looked only; nothing was written.")
        else:
            kinds = sorted({f.kind for f in outcome.findings if f.stops})
            acceptable = outcome.subject not in (*SUBJECTS, "histories") or set(kinds) <= set(ACCEPTABLE)
            say("Nothing was written. Mend the file, or accept what was found: %(how)s",
                how=f"--accept {','.join(kinds)}" if acceptable else "--keep-good")  # fmt: skip
    raise typer.Exit(OK if outcome.written or check else REFUSED)


@app.command("zones")
def zones_command(
    file: File,
    edition: Annotated[str, typer.Option("--edition", help="Name of the edition.")],
    level: Annotated[str | None, typer.Option("--level", help="Level of the whole file.")] = None,
    valid_from: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day in force.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why the boundaries change.")] = None,
    document: Annotated[str | None, typer.Option("--document", help="Document number.")] = None,
    accept: Annotated[str, typer.Option("--accept", help="Kinds of findings to accept: overlap,gap,…")] = "",
    layer: Layer = None,
    column: Map = None,
    frame: Frame = None,
    check: Check = False,
    json: Json = False,
) -> None:
    """Take boundaries in, as an edition or a further level of one."""
    given = zones.EditionGiven(edition, valid_from.date() if valid_from else None, reason, document)
    accepted = [kind for kind in accept.split(",") if kind]
    choices = zones.Choices(level, columns(column), frame, accepted, check)
    features = read(file, layer=layer)
    with owner_session() as session, progress("Locating points") as bar:
        outcome = zones.take_zones(
            session, features, sha256(file), given, choices,
            lambda done, total: bar.update(bar.task_ids[0], completed=done, total=total),
        )  # fmt: skip
    show(outcome, json, check)


def words(option: str, given: list[str] | None, known: Collection[str]) -> dict[str, str]:
    """The pairs of an option that says what words stand for; ends with exit code 2 where one stands for nothing known.

    Where nothing is known here, such as departments, whoever takes the file in looks at them.
    """
    pairs = [pair.rpartition("=") for pair in given or []]
    for word, _, code in pairs:
        if not word or (known and code not in known):
            say("%(option)s takes WORD=CODE, a code being one of: %(codes)s.",
                option=option, codes=", ".join(known) or "–")  # fmt: skip
            raise typer.Exit(USAGE)
    return {word: code for word, _, code in pairs}


Words = Mapping[str, Mapping[str, str]]


def _points(
    subject: str, file: Path, layer: str | None, column: list[str] | None, frame: str | None,
    time_format: str | None, keep_good: bool, accept: str, check: bool, json: bool, chosen: Words | None = None,
) -> None:  # fmt: skip
    reading = Reading(settings().zone, time_format, chosen or {})
    choices = points.Choices(reading, columns(column), frame, keep_good, check,
                             accept=[kind for kind in accept.split(",") if kind])  # fmt: skip
    features = read(file, layer=layer)
    with owner_session() as session, screen.status(translate("Taking points in", settings().lang)):
        outcome = points.take_points(session, subject, features, sha256(file), choices)
    show(outcome, json, check)


TimeFormat = Annotated[str | None, typer.Option("--time-format", help="As in %m/%d/%Y %I:%M:%S %p.")]
Accept = Annotated[str, typer.Option("--accept", help="Kinds of findings to accept: closed_before_opened,…")]
Stage = Annotated[list[str] | None, typer.Option("--stage", help="WORD=STAGE, where --map status=COLUMN is given.")]
SourceOf = Annotated[list[str] | None, typer.Option("--source", help="WORD=SOURCE: who found what a word says.")]
Dept = Annotated[list[str] | None, typer.Option("--department", help="WORD=CODE, where a department is not known.")]
KeepGood = Annotated[bool, typer.Option("--keep-good", help="Write the good rows although others are bad.")]


@app.command()
def households(
    file: File, layer: Layer = None, column: Map = None, frame: Frame = None, time_format: TimeFormat = None,
    keep_good: KeepGood = False, accept: Accept = "", check: Check = False, json: Json = False,
) -> None:  # fmt: skip
    """Take the register of households in."""
    _points("households", file, layer, column, frame, time_format, keep_good, accept, check, json)


@app.command()
def matters(
    file: File, layer: Layer = None, column: Map = None, frame: Frame = None, time_format: TimeFormat = None,
    stage: Stage = None, source: SourceOf = None, department: Dept = None, keep_good: KeepGood = False,
    accept: Accept = "", check: Check = False, json: Json = False,
) -> None:  # fmt: skip
    """Take matters in."""
    chosen = {
        "status": words("--stage", stage, STAGES),
        "source": words("--source", source, SOURCES),
        "department": words("--department", department, ()),
    }
    _points("matters", file, layer, column, frame, time_format, keep_good, accept, check, json, chosen)


Step = Annotated[list[str] | None, typer.Option("--step", help="WORD=MOVE, where a word of the file is not known.")]


@app.command()
def histories(
    file: File, layer: Layer = None, column: Map = None, time_format: TimeFormat = None, step: Step = None,
    department: Dept = None, keep_good: KeepGood = False, check: Check = False, json: Json = False,
) -> None:  # fmt: skip
    """Take in the steps of matters that are there, such as they were in another system."""
    chosen = {"step": words("--step", step, MOVES), "department": words("--department", department, ())}
    reading = Reading(settings().zone, time_format, chosen)
    choices = points.Choices(reading, columns(column), keep_good=keep_good, dry_run=check)
    features = read(file, layer=layer)
    with owner_session() as session, screen.status(translate("Taking steps in", settings().lang)):
        outcome = take_histories(session, features, sha256(file), choices)
    show(outcome, json, check)


@app.command()
def visits(
    file: File, layer: Layer = None, column: Map = None, frame: Frame = None, time_format: TimeFormat = None,
    keep_good: KeepGood = False, accept: Accept = "", check: Check = False, json: Json = False,
) -> None:  # fmt: skip
    """Take visits and patrols in."""
    _points("visits", file, layer, column, frame, time_format, keep_good, accept, check, json)


AcceptLoss = Annotated[str, typer.Option("--accept", help="lost_land, to take areas that lose land in repair.")]


def _base_map(subject: str, file: Path, layer: str | None, column: list[str] | None, frame: str | None,
              accept: str, check: bool) -> Report:  # fmt: skip
    choices = base_map.Choices(columns(column), frame, [kind for kind in accept.split(",") if kind], check)
    features = read(file, layer=layer)
    with owner_session() as session:
        return base_map.take_base_map(session, subject, features, sha256(file), choices)


@app.command()
def streets(file: File, layer: Layer = None, column: Map = None, frame: Frame = None, check: Check = False,
    json: Json = False) -> None:  # fmt: skip
    """Take the streets of the base map in, in place of those that are there."""
    show(_base_map("streets", file, layer, column, frame, "", check), json, check)


@app.command()
def water(file: File, layer: Layer = None, column: Map = None, frame: Frame = None, accept: AcceptLoss = "",
    check: Check = False, json: Json = False) -> None:  # fmt: skip
    """Take the water of the base map in, in place of what is there."""
    show(_base_map("water", file, layer, column, frame, accept, check), json, check)


@app.command()
def parks(file: File, layer: Layer = None, column: Map = None, frame: Frame = None, accept: AcceptLoss = "",
    check: Check = False, json: Json = False) -> None:  # fmt: skip
    """Take the parks and other green of the base map in, in place of what is there."""
    show(_base_map("parks", file, layer, column, frame, accept, check), json, check)


@app.command()
def buildings(file: File, layer: Layer = None, column: Map = None, frame: Frame = None, accept: AcceptLoss = "",
    check: Check = False, json: Json = False) -> None:  # fmt: skip
    """Take the buildings of the base map in, in place of those that are there."""
    show(_base_map("buildings", file, layer, column, frame, accept, check), json, check)
