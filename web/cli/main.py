"""The console script `xunge`."""

import sys

import typer

from services.errors import DomainError
from web.cli import db, intake
from web.cli.console import REFUSED, report, screen, settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="巡格: the map of community grids."
)
app.add_typer(db.app, name="db")
app.add_typer(intake.app, name="intake")


def run() -> None:
    """Run a command; a refusal is one sentence and exit code 1."""
    try:
        app()
    except DomainError as refused:
        said = refused.message.render(settings().lang)
        if "--json" in sys.argv:
            report({"error": {"code": refused.code, "message": said}})
        screen.print(f"✗ {said}", style="red", highlight=False)
        sys.exit(REFUSED)
