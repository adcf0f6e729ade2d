"""The console script `xunge`."""

from typing import Annotated

import typer
from psycopg.errors import UndefinedColumn, UndefinedTable
from sqlalchemy.exc import OperationalError, ProgrammingError

from services import full_disk
from services.errors import DomainError
from services.full_disk import is_full
from services.messages import Lang, Message, message
from web.cli import (
    assess,
    back_check,
    care,
    coverage,
    db,
    demo,
    hotspots,
    intake,
    register,
    report,
    rubric,
    user,
    visits,
    worker,
)
from web.cli.console import MISSING, REFUSED, asked_lang, refuse
from web.cli.serve import serve

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="巡格: the map of community grids."
)
app.add_typer(db.app, name="db")
app.add_typer(intake.app, name="intake")
app.add_typer(user.app, name="user")
app.add_typer(report.app, name="report")
app.add_typer(hotspots.app, name="hotspots")
app.add_typer(register.app, name="register")
app.add_typer(back_check.app, name="back-check")
app.add_typer(visits.app, name="visits")
app.add_typer(coverage.app, name="coverage")
app.add_typer(care.app, name="care")
app.add_typer(assess.app, name="assess")
app.add_typer(rubric.app, name="rubric")
app.add_typer(demo.app)
app.add_typer(worker.app)


@app.callback()
def common(lang: Annotated[Lang | None, typer.Option("--lang", help="Language of what is said.")] = None) -> None:
    """巡格: the map of community grids."""
    asked_lang.set(lang)


@app.command("serve")
def serve_command(
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the pages."""
    serve(port)


def foreseen(error: Exception) -> tuple[Message, str, int] | None:
    """What is said of an error, its code and the exit code; None of one that nobody foresaw."""
    if isinstance(error, DomainError):
        return error.message, error.code, MISSING if error.code.startswith("cluster.") else REFUSED
    if is_full(error):
        return full_disk.sentence(), full_disk.CODE, MISSING
    if isinstance(error, OperationalError):
        why = str(error.orig).strip().splitlines()[0]
        return message("The database can't be used: %(why)s", why=why), "database.unusable", MISSING
    if isinstance(error, ProgrammingError) and isinstance(error.orig, UndefinedTable | UndefinedColumn):
        return message("The tables are of an older form. Run: xunge db migrate"), "database.not_migrated", MISSING
    return None


def run() -> None:
    """Run a command; a refusal is one sentence, with exit code 3 where the machine lacks something, else 1."""
    try:
        app()
    except Exception as error:
        said = foreseen(error)
        if said is None:
            raise
        refuse(*said)


if __name__ == "__main__":
    run()
