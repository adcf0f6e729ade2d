"""`xunge demo`: the demo town, loaded once and served."""

import signal
from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from seeds import demo as seeds
from services.cluster.roles import Urls
from services.database import owner_engine
from services.settings import Settings
from web.cli.console import say
from web.cli.instance import running
from web.cli.serve import end, refuse_taken_port, serve_pages, with_port

app = typer.Typer()


def load(chosen: Settings, urls: Urls) -> None:
    """Load the town unless it is there already, and say who can sign in."""
    today = datetime.now(chosen.zone).date()
    engine = owner_engine(urls.owner)
    with Session(engine) as session, session.begin():
        people = list(seeds.load(session, chosen.home / "demo", chosen.zone, today, say))
    engine.dispose()
    say("Sign in as one of these:")
    for person in people:
        say("  %(login)-10s password %(password)s   %(title)s",
            login=person.login, password=seeds.PASSWORD, title=person.display_name)  # fmt: skip


@app.command()
def demo(
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load only.")] = False,
) -> None:
    """Load the invented demo town, and serve it with one account a role."""
    chosen = with_port(port)
    if not no_serve:
        refuse_taken_port(chosen, "demo")
    signal.signal(signal.SIGTERM, end)
    with running(chosen) as urls:
        load(chosen, urls)
        if not no_serve:
            serve_pages(chosen, urls)
