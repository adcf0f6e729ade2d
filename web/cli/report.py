"""`xunge report`: what is read from the figures, as files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.errors import NotFound
from services.geography.editions import by_name, in_force, in_force_ever
from services.geography.tables import Edition
from services.geography.zone_shapes import zone_shapes
from services.measures import registry
from services.measures.first import first_measure, first_period
from services.measures.period import parse
from services.measures.reading import Question, read
from web.cli.console import Json, owner_session, report, say, settings
from web.figures import Figures
from web.portable.report import report_html
from web.portable.sheet import sheet_of
from web.view import LevelGiven

app = typer.Typer(no_args_is_help=True, help="Reports as files.")
# The operator at the command line owns the database and is no person in it.
EVERYTHING = Scope(UUID(int=0), "office", everything=True, grid_ids=())


@app.callback()
def reports() -> None:
    """Reports as files."""


def edition_named(session: Session, name: str | None, today: datetime) -> Edition:
    """The edition of a name, else the one in force, else the next to come. Raises NotFound."""
    if name is not None:
        found = by_name(session, name)
        if found is None:
            raise NotFound("locating.edition", edition=name)
        return found
    chosen = in_force(session, today.date()) or next(iter(in_force_ever(session)), None)
    if chosen is None:
        raise NotFound("measures.no_edition")
    return chosen


@app.command("map")
def map_command(
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    measure: Annotated[str | None, typer.Option("--measure", help="Key of the measure; else the page's first.")] = None,
    level: Annotated[LevelGiven, typer.Option("--level", help="Level of the zones.")] = "grid",
    period: Annotated[str | None, typer.Option("--period", help="2026, 2026-Q3, 2026-10, 2026-W40 …")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="Name of the edition.")] = None,
    json: Json = False,
) -> None:
    """Write map, table and legend of a measure as one HTML file that opens without a network."""
    chosen, now = settings(), datetime.now(UTC)
    with owner_session() as session:
        under = edition_named(session, edition, now.astimezone(chosen.zone))
        asked = parse(period) if period else first_period(session, EVERYTHING, under.id, now, chosen.zone)
        wanted = registry.measure(measure) if measure else first_measure(session, EVERYTHING, under.id)
        question = Question(wanted, level, under.id, asked, chosen.zone, now)
        sheet = sheet_of(read(session, EVERYTHING, question), under, Figures(chosen.lang, chosen.zone), now)
        out.write_text(report_html(sheet, zone_shapes(session, under.id, level), chosen.lang), encoding="utf-8")
        taken = {"level": level, "edition": under.id, "period": asked.key, "n": len(sheet.rows)}
        record(session, None, "report.map", wanted.key, taken)
    size = out.stat().st_size
    if json:
        report(
            {"file": str(out), "bytes": size, "zones": len(sheet.rows), "period": asked.key, "edition": sheet.edition}
        )
    else:
        say("%(file)s: %(zones)d zones, %(kb)d kB.", file=out, zones=len(sheet.rows), kb=size // 1000)
