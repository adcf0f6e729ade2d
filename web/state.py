"""What the app is built with once and every request shares."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import Request
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from services.settings import Settings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class State:
    """Settings, the app's way into the database, templates, and the word of the first set-up."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    templates: Jinja2Templates = field(default_factory=lambda: Jinja2Templates(HERE / "templates"))
    set_up_word: str = field(default_factory=lambda: secrets.token_urlsafe(9))


def state_of(request: Request) -> State:
    """The state of the app that serves this request."""
    state: State = request.app.state.xunge
    return state
