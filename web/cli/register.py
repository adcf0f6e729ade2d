"""`xunge register`: editions of the register from the command line."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from services.geography.outlines import outlines
from services.register import editions
from services.register.changes import changes
from services.register.tables import RegisterEdition
from web.cli.console import Json, owner_session, report, say, settings
from web.cli.report import EVERYTHING, edition_named

app = typer.Typer(no_args_is_help=True, help="Editions of the register.")
Number = Annotated[int, typer.Argument(help="Number of the edition.")]


@app.command("freeze")
def freeze(
    source: Annotated[str, typer.Option("--source", help="Where the register comes from.")],
    as_of: Annotated[datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day for which it holds.")],
    cycle: Annotated[str | None, typer.Option("--cycle", help="The cycle counted by it: 2026, 2026-Q4 …")] = None,
    json: Json = False,
) -> None:
    """Keep the register as it stands, for good."""
    with owner_session() as session:
        made = _told(editions.freeze(session, EVERYTHING, editions.Freezing(source, as_of.date(), cycle)))
    if json:
        report(made)
        return
    say("Edition %(edition)d: %(households)d households as of %(as_of)s, SHA-256 %(sha256)s.", **made)


@app.command("list")
def list_command(json: Json = False) -> None:
    """List the editions, the newest first."""
    with owner_session() as session:
        kept = [_told(one) for one in editions.editions(session)]
    if json:
        report({"editions": kept})
        return
    for one in kept:
        say("Edition %(edition)d: %(households)d households as of %(as_of)s, SHA-256 %(sha256)s.", **one)


@app.command("check")
def check(number: Number, json: Json = False) -> None:
    """Say whether an edition is still what its hash says; exit code 1 where it is not."""
    with owner_session() as session:
        holds = editions.holds(session, EVERYTHING, number)
    if json:
        report({"edition": number, "holds": holds})
    elif holds:
        say("Edition %(edition)d is what its hash says.", edition=number)
    else:
        say("✗ Edition %(edition)d is no longer what its hash says.", edition=number)
    raise typer.Exit(0 if holds else 1)


@app.command("changes")
def changes_command(
    earlier: Number,
    later: Number,
    edition: Annotated[str | None, typer.Option("--edition", help="Name of the edition of the boundaries.")] = None,
    json: Json = False,
) -> None:
    """Say by grid which households are new, vanished or changed from one edition to another."""
    with owner_session() as session:
        under = edition_named(session, edition, datetime.now(UTC).astimezone(settings().zone))
        codes = {outline.zone_id: outline.code for outline in outlines(session, under.id)}
        rows = [
            {"grid": codes.get(one.grid_id or 0), "inside": one.inside, "kept": one.kept, "added": one.added,
             "gone": one.gone, "turned": one.turned}
            for one in changes(session, EVERYTHING, earlier, later, under.id)
        ]  # fmt: skip
    if json:
        report({"earlier": earlier, "later": later, "grids": rows})
        return
    for row in rows:
        say("%(grid)s: %(kept)d kept, %(added)d new, %(gone)d vanished, %(turned)d of another state.", **row)


def _told(one: RegisterEdition) -> dict[str, object]:
    return {
        "edition": one.id, "as_of": one.as_of.isoformat(), "source": one.source, "households": one.households,
        "cycle": one.cycle, "sha256": one.sha256,
    }  # fmt: skip
