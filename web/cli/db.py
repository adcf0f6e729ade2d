"""`xunge db`: the private database of this instance."""

from typing import Annotated

import typer

from migrations import run as migrations
from services.cluster import server
from services.cluster.doctor import examine
from web.cli.console import MISSING, OK, report, say, screen, settings

app = typer.Typer(no_args_is_help=True, help="The private database: start, stop, look after.")
Json = Annotated[bool, typer.Option("--json", help="Report as JSON.")]


@app.command()
def start() -> None:
    """Start the database; make it first where there is none."""
    server.start(settings())
    say("The database runs.")


@app.command()
def stop() -> None:
    """Stop the database."""
    say("The database has stopped." if server.stop(settings()) else "The database was not running.")


@app.command()
def status(json: Json = False) -> None:
    """Say whether the database runs. Exit code 3 where it does not."""
    runs = server.status(settings())
    if json:
        report({"running": runs})
    else:
        say("The database runs." if runs else "The database was not running.")
    raise typer.Exit(OK if runs else MISSING)


@app.command()
def migrate() -> None:
    """Bring the tables to the newest form."""
    migrations.upgrade(server.start(settings()).owner)
    say("The tables are at revision %(revision)s.", revision=migrations.head())


@app.command()
def doctor(json: Json = False) -> None:
    """Examine the database. Exit code 3 where something is wrong."""
    urls = server.start(settings())
    found = examine(urls, current=migrations.current(urls.owner), head=migrations.head())
    lang = settings().lang
    if json:
        report({"findings": [{"name": f.name, "holds": f.holds, "text": f.message.render(lang)} for f in found]})
    else:
        for f in found:
            screen.print(f"{'✓' if f.holds else '✗'} {f.message.render(lang)}", highlight=False)
    raise typer.Exit(OK if all(f.holds for f in found) else MISSING)
