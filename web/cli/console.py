"""What every command shares: settings, language, sessions, reports and progress."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.orm import Session

from services.cluster import server
from services.database import owner_engine
from services.messages import Lang, Message, translate
from services.settings import Settings

OK, REFUSED, USAGE, MISSING = 0, 1, 2, 3
screen = Console(stderr=True, soft_wrap=True)
asked_lang: ContextVar[Lang | None] = ContextVar("asked_lang", default=None)
Json = Annotated[bool, typer.Option("--json", help="Report as JSON on standard output.")]


def settings() -> Settings:
    """The settings of this instance, in the language that --lang asks for; ends with exit code 2 where one is wrong."""
    try:
        read = Settings()
    except ValidationError as refused:
        for error in refused.errors():
            screen.print(f"✗ XUNGE_{str(error['loc'][0]).upper()}: {error['msg']}", style="red", markup=False)
        sys.exit(USAGE)
    return read.model_copy(update={"lang": asked_lang.get() or read.lang})


def in_words(text: str | Message, **params: object) -> str:
    """A sentence in the instance's language."""
    lang = settings().lang
    return text.render(lang) if isinstance(text, Message) else translate(text, lang) % params


def say(text: str | Message, **params: object) -> None:
    """Print a sentence in the instance's language, on standard error: reports alone go to standard output."""
    screen.print(in_words(text, **params), highlight=False, markup=False)


def refuse(text: str | Message, code: str, exit_code: int, **params: object) -> NoReturn:
    """End the command with one sentence, and with an error report where --json asks for reports."""
    said = in_words(text, **params)
    if "--json" in sys.argv:
        report({"error": {"code": code, "message": said}})
    screen.print(f"✗ {said}", style="red", highlight=False, markup=False)
    sys.exit(exit_code)


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
