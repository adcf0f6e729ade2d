"""Who may call an endpoint: each one says so by one of these dependencies, and a test walks them all."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request
from sqlalchemy.orm import Session

from services.access.scope import Scope, scope_of
from services.access.sign_in import form_token, whose
from services.access.tables import Person
from services.database import act_as
from services.errors import Forbidden
from services.messages import Lang
from services.settings import Settings
from web.state import State, state_of
from web.text import lang_of


class SignInNeeded(Exception):
    """Nobody is signed in: pages lead to the sign-in, the API answers 401."""


def cookie_name(settings: Settings) -> str:
    """The session cookie's name; behind TLS the browser itself guards the prefix."""
    return "__Host-xunge_session" if settings.https else "xunge_session"


@dataclass(frozen=True)
class Visitor:
    """A request with its transaction; the person is None where nobody is signed in."""

    session: Session
    state: State
    lang: Lang
    person: Person | None
    token: str

    @property
    def form(self) -> str:
        """The word that this visitor's forms carry."""
        return form_token(self.token) if self.token else ""


@dataclass(frozen=True)
class Caller(Visitor):
    """A signed-in person's request, with what they may see."""

    scope: Scope


def visitor(request: Request) -> Iterator[Visitor]:
    """One request, one transaction, committed before the answer is sent."""
    state = state_of(request)
    token = request.cookies.get(cookie_name(state.settings), "")
    with state.sessions.begin() as session:
        person = whose(session, token)
        act_as(session, person.id if person else None)
        yield Visitor(session, state, lang_of(request, state.settings.lang), person, token if person else "")


def known_visitor(request: Request) -> dict[str, object]:
    """Who asks, as the frame of a page takes it: for the answers that are made where an endpoint gave up."""
    state = state_of(request)
    token = request.cookies.get(cookie_name(state.settings), "")
    with state.sessions.begin() as session:
        person = whose(session, token)
        if person is None:
            return {}
        session.expunge(person)
    return {"person": person, "form": form_token(token)}


InTransaction = Annotated[Visitor, Depends(visitor, scope="function")]


def same_origin(request: Request) -> None:
    """Refuse what another site's page sends. Raises Forbidden."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden("access.form")


def same_session(caller: "Caller", form: str) -> None:
    """Refuse a form that is not of the caller's session. Raises Forbidden."""
    if not secrets.compare_digest(form.encode(), caller.form.encode()):
        raise Forbidden("access.form")


class Public:
    """Anybody may call, signed in or not."""

    def __call__(self, request: Request, found: InTransaction) -> Visitor:
        """The visitor as they are."""
        if request.method != "GET":
            same_origin(request)
        return found


class Open(Public):
    """Anybody may call, and no database is asked who they are."""

    def __call__(self, request: Request) -> State:  # type: ignore[override]
        """What the app shares."""
        return state_of(request)


class Allow:
    """Only people of some roles may call."""

    def __init__(self, *roles: str) -> None:
        self.roles = frozenset(roles)

    def __call__(self, found: InTransaction) -> Caller:
        """The caller with their scope. Raises SignInNeeded, or Forbidden for another role."""
        if found.person is None:
            raise SignInNeeded
        if found.person.role not in self.roles:
            raise Forbidden("access.role")
        scope = scope_of(found.session, found.person)
        return Caller(found.session, found.state, found.lang, found.person, found.token, scope)


class AllowForm(Allow):
    """Only people of some roles may send this form, and only from a page of ours."""

    def __call__(  # type: ignore[override]
        self, request: Request, found: InTransaction, form: Annotated[str, Form()] = ""
    ) -> Caller:
        """The caller with their scope. Raises Forbidden where the form is not of this session."""
        caller = super().__call__(found)
        same_origin(request)
        same_session(caller, form)
        return caller


EVERYONE = ("office", "inspector", "community", "area_leader", "grid_leader", "forum")
STAFF = EVERYONE[:-1]
Anyone = Annotated[State, Depends(Open())]
Anybody = Annotated[Visitor, Depends(Public(), scope="function")]
SignedIn = Annotated[Caller, Depends(Allow(*EVERYONE), scope="function")]
Staff = Annotated[Caller, Depends(Allow(*STAFF), scope="function")]
Office = Annotated[Caller, Depends(Allow("office"), scope="function")]
OfficeForm = Annotated[Caller, Depends(AllowForm("office"), scope="function")]
StaffForm = Annotated[Caller, Depends(AllowForm(*STAFF), scope="function")]
SignedInForm = Annotated[Caller, Depends(AllowForm(*EVERYONE), scope="function")]
