"""The console script `xunge`."""

from typing import Annotated

import typer
from psycopg.errors import UndefinedColumn, UndefinedTable
from sqlalchemy.exc import OperationalError, ProgrammingError

from services.errors import DomainError
from services.messages import Lang
from web.cli import db, demo, intake, report, user, worker
from web.cli.console import MISSING, REFUSED, asked_lang, refuse
from web.cli.serve import serve

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="巡格: the map of community grids."
)
app.add_typer(db.app, name="db")
app.add_typer(intake.app, name="intake")
app.add_typer(user.app, name="user")
app.add_typer(report.app, name="report")
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


def run() -> None:
    """Run a command; a refusal is one sentence, with exit code 3 where the machine lacks something, else 1."""
    try:
        app()
    except DomainError as refused:
        refuse(refused.message, refused.code, MISSING if refused.code.startswith("cluster.") else REFUSED)
    except OperationalError as refused:
        why = str(refused.orig).strip().splitlines()[0]
        refuse("The database can't be used: %(why)s", "database.unusable", MISSING, why=why)
    except ProgrammingError as refused:
        if not isinstance(refused.orig, UndefinedTable | UndefinedColumn):
            raise
        refuse("The tables are of an older form. Run: xunge db migrate", "database.not_migrated", MISSING)


if __name__ == "__main__":
    run()
