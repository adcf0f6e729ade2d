"""Domain errors become answers: problem details (RFC 9457) for the API, a designed page for people."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from services import full_disk
from services.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from services.messages import translate
from web.access import SignInNeeded, known_visitor
from web.headers import HEADERS, PRIVATE
from web.render import render
from web.state import state_of
from web.text import lang_of

NUMBERS: dict[type[DomainError], int] = {NotFound: 404, Conflict: 409, Invalid: 422, Forbidden: 403}
# Addresses that programs ask: they get problem details, not a page.
DATA = ("/api/", "/tiles/", "/map/")
TITLES = {
    400: "This can't be read.",
    401: "Sign in first.",
    403: "This is not open to you.",
    404: "There is no such page.",
    405: "This can't be done here.",
    413: "This is more than is taken here.",
    409: "Something has changed meanwhile.",
    422: "This can't be used as it is.",
    503: "This took too long. Try again in a moment.",
    507: "There is no room left on the disk.",
    500: "Something went wrong here. Try again; if it stays, tell the office.",
}


def number_of(refused: DomainError) -> int:
    """The number of a kind of refusal."""
    return next(n for kind, n in NUMBERS.items() if isinstance(refused, kind))


def place_of(refused: DomainError) -> dict[str, object]:
    """Where on the map a refusal is, as a member of its problem details: longitude and latitude."""
    said = refused.message.params
    return {"at": [said["lon"], said["lat"]]} if {"lon", "lat"} <= said.keys() else {}


def answer(
    request: Request,
    number: int,
    detail: str | None = None,
    code: str | None = None,
    place: dict[str, object] | None = None,
) -> Response:
    """The answer for a problem, in the form that the caller reads."""
    lang = lang_of(request, state_of(request).settings.lang)
    title = translate(TITLES.get(number, TITLES[500]), lang)
    if request.url.path.startswith(DATA):
        body = {"type": f"/problems/{code or number}", "title": title, "status": number, "detail": detail or title}
        body |= place or {}
        return JSONResponse(body, number, media_type="application/problem+json")
    # Where the server itself failed, its database is not asked for more.
    frame = known_visitor(request) if number < 500 else {}
    return render(request, "problem.html", {**frame, "title": title, "detail": detail, "number": number}, status=number)


def refusal(request: Request, refused: DomainError) -> Response:
    """The answer for a domain error."""
    number = number_of(refused)
    lang = lang_of(request, state_of(request).settings.lang)
    return answer(request, number, refused.message.render(lang), refused.code, place_of(refused))


def no_room(request: Request) -> Response:
    """The answer where the disk is full (RFC 4918, section 11.5)."""
    lang = lang_of(request, state_of(request).settings.lang)
    return answer(request, 507, full_disk.sentence().render(lang), full_disk.CODE)


def install(app: FastAPI) -> None:
    """Register the handlers."""
    app.exception_handler(DomainError)(refusal)

    @app.exception_handler(SignInNeeded)
    def nobody(request: Request, _refused: SignInNeeded) -> Response:
        if request.url.path.startswith(DATA):
            return answer(request, 401)
        return RedirectResponse("/sign-in", 303)

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, refused: RequestValidationError) -> Response:
        where = ", ".join(".".join(str(part) for part in e["loc"][1:]) for e in refused.errors())
        return answer(request, 400, where)

    @app.exception_handler(HTTPException)
    def other(request: Request, refused: HTTPException) -> Response:
        return answer(request, refused.status_code)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        response = no_room(request) if full_disk.is_full(error) else answer(request, 500)
        # This answer is made outside the middleware that adds them to all others.
        response.headers.update(HEADERS | {"Cache-Control": PRIVATE})
        return response
