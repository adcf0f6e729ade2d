"""Sign in, sign out, and the first account."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.access.people import NewPerson, first_account, nobody_yet
from services.access.sign_in import check_password, close_session, open_session
from services.errors import DomainError
from services.messages import message
from web.access import Anybody, SignedInForm, Visitor, cookie_name
from web.nav import home_of
from web.render import render

router = APIRouter()
# No name, word or password is longer, or holds a character that the database refuses.
Text = Annotated[str, Form(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


def enter(found: Visitor, token: str, to: str = "/") -> Response:
    """Lead to the map, or elsewhere, with a fresh session; the one from before the sign-in is ended."""
    settings = found.state.settings
    if found.token:
        close_session(found.session, found.token)
    response = RedirectResponse(to, 303)
    response.set_cookie(
        cookie_name(settings), token, max_age=settings.session_hours * 3600, path="/",
        httponly=True, samesite="lax", secure=settings.https,
    )  # fmt: skip
    return response


@router.get("/sign-in")
def sign_in_page(request: Request, found: Anybody) -> Response:
    """The form, or the set-up where there is nobody yet."""
    if nobody_yet(found.session):
        return RedirectResponse("/set-up", 303)
    return render(request, "sign_in.html", {"refused": None, "login": ""})


@router.post("/sign-in")
def sign_in(request: Request, found: Anybody, login: Text, password: Text) -> Response:
    """Check the password, and open a session."""
    refused = message("The name or the password is wrong.")
    try:
        person = check_password(found.session, login.strip(), password)
    except DomainError as locked:
        person, refused = None, locked.message
    if person is None:
        context = {"refused": refused.render(found.lang), "login": login}
        return render(request, "sign_in.html", context, status=403)
    token = open_session(found.session, person, found.state.settings.session_hours)
    return enter(found, token, home_of(person.role))


@router.post("/sign-out")
def sign_out(caller: SignedInForm) -> Response:
    """End the session."""
    close_session(caller.session, caller.token)
    response = RedirectResponse("/sign-in", 303)
    # Figures and tiles that the browser kept go with the session; whoever sits down next has their own.
    response.headers["Clear-Site-Data"] = '"cache"'
    settings = caller.state.settings
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.https, httponly=True, samesite="lax")
    return response


@router.get("/set-up")
def set_up_page(request: Request, found: Anybody) -> Response:
    """The form for the first account; gone once there is one."""
    if not nobody_yet(found.session):
        return RedirectResponse("/sign-in", 303)
    return render(request, "set_up.html", {"refused": None})


@router.post("/set-up")
def set_up(request: Request, found: Anybody, word: Text, login: Text, password: Text) -> Response:
    """Make the first office account."""
    new = NewPerson(login.strip(), login.strip(), "office")
    try:
        person = first_account(found.session, word, found.state.set_up_word, new, password)
    except DomainError as refused:
        return render(request, "set_up.html", {"refused": refused.message.render(found.lang)}, status=403)
    return enter(found, open_session(found.session, person, found.state.settings.session_hours))
