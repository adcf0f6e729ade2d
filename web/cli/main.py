"""The console script `xunge`."""

import sys
from typing import Annotated

import typer

from services.errors import DomainError
from web.cli import db, demo, intake, user
from web.cli.console import REFUSED, report, screen, settings
from web.cli.serve import serve

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="巡格: the map of community grids."
)
app.add_typer(db.app, name="db")
app.add_typer(intake.app, name="intake")
app.add_typer(user.app, name="user")
app.add_typer(demo.app)


@app.command("serve")
def serve_command(port: Annotated[int | None, typer.Option("--port")] = None) -> None:
    """Serve the pages."""
    serve(port)


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
