"""The kinds of work there are; each subject registers its own (services/work.py gathers them)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.messages import Message
from services.settings import Settings


class Cancelled(Exception):
    """The person who asked for the work wants it no longer."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a piece of work is given: who asks, with what, and where to tell how far it is.

    `progress(done, total)` raises Cancelled once the person has called the work off; the
    transaction is then rolled back.
    """

    settings: Settings
    scope: Scope
    arguments: Mapping[str, Any]
    progress: Callable[[int, int], None]
    say: Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its name for people, and what does it in one transaction, returning the result."""

    title: Message
    run: Callable[[Session, Task], dict[str, Any]]


KINDS: dict[str, Kind] = {}


def register(key: str, kind: Kind) -> None:
    """Add a kind of work. Raises ValueError where the key is taken."""
    if key in KINDS:
        raise ValueError(f"kind of work registered twice: {key}")
    KINDS[key] = kind
