"""What every command shares: settings, sessions, and one sentence instead of a traceback."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.orm import Session

from services.cluster import server
from services.database import owner_engine
from services.messages import Message, translate
from services.settings import Settings

OK, REFUSED, USAGE, MISSING = 0, 1, 2, 3
screen = Console(stderr=True)


def settings() -> Settings:
    """The settings of this instance; ends with a sentence where a variable is wrong."""
    try:
        return Settings()
    except ValidationError as refused:
        for error in refused.errors():
            screen.print(f"✗ XUNGE_{str(error['loc'][0]).upper()}: {error['msg']}", style="red")
        sys.exit(USAGE)


def say(text: str | Message, **params: object) -> None:
    """Print a sentence in the instance's language."""
    lang = settings().lang
    said = text.render(lang) if isinstance(text, Message) else translate(text, lang) % params
    screen.print(said, highlight=False)


def report(data: dict[str, Any]) -> None:
    """Print a report as JSON on standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=1, default=str))  # noqa: T201 (standard output is the result)


@contextmanager
def owner_session() -> Iterator[Session]:
    """One transaction as the tables' owner, the private database started if need be."""
    engine = owner_engine(server.start(settings()).owner)
    try:
        with Session(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


@contextmanager
def progress(text: str) -> Iterator[Progress]:
    """A progress bar with counts and the time taken."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        bar.add_task(translate(text, settings().lang), total=None)
        yield bar
