"""`xunge hotspots`: hotspot maps from the command line."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from services.hotspots import read, words
from services.hotspots.analyse import analyse
from services.hotspots.question import EXPOSURES, FOUND_BY, UNITS, Question
from services.measures.first import first_period
from services.measures.period import containing
from services.messages import Lang
from web.cli.console import Json, owner_session, progress, report, say, settings
from web.cli.report import EVERYTHING, edition_named

app = typer.Typer(no_args_is_help=True, help="Hotspot maps.")
Number = Annotated[int, typer.Argument(help="Number of the map.")]


@app.command("draw")
def draw(
    period: Annotated[str | None, typer.Option("--period", help="2026, 2026-Q3, 2026-10 …")] = None,
    code: Annotated[str, typer.Option("--code", help="How the matters' code begins.")] = "",
    group: Annotated[str, typer.Option("--group", help="Key of a group of types, as sanitation.")] = "",
    exposure: Annotated[str, typer.Option("--exposure", help=", ".join(EXPOSURES))] = EXPOSURES[0],
    found_by: Annotated[str, typer.Option("--found-by", help=", ".join(FOUND_BY))] = FOUND_BY[0],
    unit: Annotated[str, typer.Option("--unit", help=", ".join(UNITS))] = UNITS[0],
    across_m: Annotated[float, typer.Option("--across-m", help="Width of a hexagon, 50 to 250 m.")] = 90.0,
    seed: Annotated[int, typer.Option("--seed", help="Of the draw.")] = 1,
    edition: Annotated[str | None, typer.Option("--edition", help="Name of the edition.")] = None,
    json: Json = False,
) -> None:
    """Draw a hotspot map and keep it; without --period, of the year of the last matters."""
    chosen, now = settings(), datetime.now(UTC)
    with owner_session() as session, progress("A hotspot map is drawn") as bar:
        under = edition_named(session, edition, now.astimezone(chosen.zone))
        if period is None:
            last = first_period(session, EVERYTHING, under.id, now, chosen.zone)
            period = containing(last.start, "year").key
        asked = Question(under.id, period, unit=unit, exposure=exposure, found_by=found_by, code=code, group=group,
                         across_m=across_m, seed=seed)  # fmt: skip
        made = analyse(
            session, EVERYTHING, asked, chosen.zone,
            lambda done, of: bar.update(bar.task_ids[0], completed=done, total=of),
        )  # fmt: skip
        said = summary(session, made, chosen.lang)
    tell(said, json)


@app.command("show")
def show(number: Number, json: Json = False) -> None:
    """Say what a map found."""
    with owner_session() as session:
        said = summary(session, number, settings().lang)
    tell(said, json)


@app.command("list")
def list_command(json: Json = False) -> None:
    """List the maps, the newest first."""
    with owner_session() as session:
        kinds = words.load_kinds(session)
        drawn = [(a.id, words.title(a.question, kinds, settings().lang)) for a in read.analyses(session)]
    if json:
        report({"maps": [{"map": number, "title": title} for number, title in drawn]})
        return
    for number, title in drawn:
        say("Map %(map)d: %(title)s", map=number, title=title)


def summary(session: Session, number: int, lang: Lang) -> dict[str, Any]:
    """A map's figures and its hotspots. Raises NotFound."""
    drawn = read.analysis(session, number)
    places = read.places(session, EVERYTHING, number)
    figures = {key: drawn.figures[key] for key in ("units", "reports", "incidents", "unlooked", "exposure", "maps")}
    return {
        "map": number, "title": words.title(drawn.question, words.load_kinds(session), lang), **figures,
        "confirmed": sum(p.verdict == "confirmed" for p in places),
        "watch": sum(p.verdict == "watch" for p in places),
        "places": [
            {"place": p.place, "verdict": p.verdict, "grids": p.codes, "units": p.units, "observed": p.observed,
             "expected": round(p.expected, 2), "p": round(p.p, 4), "recurrence": p.recurrence} for p in places
        ],
    }  # fmt: skip


def tell(said: dict[str, Any], json: bool) -> None:
    """Print a map's figures, its hotspots one a line."""
    if json:
        report(said)
        return
    say("Map %(map)d: %(title)s", **said)
    say("%(units)d units, %(incidents)d incidents, %(unlooked)d of them where no effort is recorded.", **said)
    say("%(confirmed)d confirmed hotspots, %(watch)d worth watching.", **said)
    for place in said["places"]:
        ratio = place["observed"] / place["expected"] if place["expected"] else 0.0
        say(
            "  %(place)d. %(grids)s: %(observed)d found, %(expected).1f expected, %(ratio).1f times, p %(p).4f",
            **place | {"grids": ", ".join(place["grids"]), "ratio": ratio},
        )
