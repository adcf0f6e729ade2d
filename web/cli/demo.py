"""`xunge demo`: the demo town, loaded once and served."""

from datetime import datetime
from typing import Annotated

import typer

from migrations import run as migrations
from seeds import demo as seeds
from services.cluster import server
from web.cli.console import owner_session, say, settings
from web.cli.serve import refuse_taken_port, serve

app = typer.Typer()


@app.command()
def demo(
    port: Annotated[int | None, typer.Option("--port")] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load only.")] = False,
) -> None:
    """Load the invented demo town, and serve it with one account a role."""
    chosen = settings() if port is None else settings().model_copy(update={"port": port})
    if not no_serve:
        refuse_taken_port(chosen)
    migrations.upgrade(server.start(chosen).owner)
    today = datetime.now(chosen.zone).date()
    with owner_session() as session:
        for person in seeds.load(session, chosen.home / "demo", chosen.zone, today, say):
            say("  %(role)-12s sign in as %(login)-10s password %(password)s",
                role=person.role, login=person.login, password=seeds.PASSWORD)  # fmt: skip
    if not no_serve:
        serve(chosen.port)
