"""`xunge db`: the database of this instance."""

import typer

from migrations import run as migrations
from seeds import ground
from services.cluster import server
from services.cluster.doctor import Finding, examine
from services.messages import message
from web import assets
from web.cli.console import MISSING, OK, Json, in_words, report, say, screen, settings

app = typer.Typer(no_args_is_help=True, help="The database: start, stop, look after.")


def tell(text: str, json: bool, *, running: bool) -> None:
    """Say or report whether the database runs."""
    if json:
        report({"running": running, "home": str(settings().home)})
    else:
        say(text)


@app.command()
def start(json: Json = False) -> None:
    """Start the database; make it first where there is none."""
    with screen.status(in_words("Starting the database")):
        server.start(settings())
    tell("The database runs.", json, running=True)


@app.command()
def stop(json: Json = False) -> None:
    """Stop the database."""
    stopped = server.stop(settings())
    tell("The database has stopped." if stopped else "The database was not running.", json, running=False)


@app.command()
def status(json: Json = False) -> None:
    """Say whether the database runs. Exit code 3 where it does not."""
    runs = server.status(settings())
    tell("The database runs." if runs else "The database was not running.", json, running=runs)
    raise typer.Exit(OK if runs else MISSING)


@app.command()
def migrate(json: Json = False) -> None:
    """Bring the tables to the newest form."""
    urls = server.start(settings())
    before = migrations.current(urls.owner)
    with screen.status(in_words("Bringing the tables to the newest form")):
        migrations.upgrade(urls.owner)
        ground.lay(urls.owner)
    if json:
        report({"before": before, "revision": migrations.head()})
    else:
        say("The tables are at revision %(revision)s.", revision=migrations.head())


def web_assets() -> Finding:
    """Whether the files of others that the pages need are installed."""
    missing = assets.missing()
    if missing:
        said = message("The web assets are incomplete, %(name)s is missing. Run: make demo", name=missing[0])
        return Finding("web_assets", holds=False, message=said)
    return Finding("web_assets", holds=True, message=message("The web assets are there."))


@app.command()
def doctor(json: Json = False) -> None:
    """Examine the instance. Exit code 3 where something is wrong."""
    chosen = settings()
    urls = server.start(chosen)
    revision = migrations.current(urls.owner)
    found = [*examine(urls, chosen.home, current=revision, head=migrations.head()), web_assets()]
    if json:
        rows = [{"name": f.name, "holds": f.holds, "message": f.message.render(chosen.lang)} for f in found]
        report({"holds": all(f.holds for f in found), "findings": rows})
    else:
        for f in found:
            say(f"{'✓' if f.holds else '✗'} {f.message.render(chosen.lang)}")
    raise typer.Exit(OK if all(f.holds for f in found) else MISSING)
