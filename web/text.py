"""The language of a request: as it asks, as its cookie says, else the instance's own."""

from fastapi import Request

from services.messages import LANGS, Lang

COOKIE = "xunge_lang"


def lang_of(request: Request, fallback: Lang) -> Lang:
    """The language that this request is answered in."""
    wanted = request.query_params.get("lang") or request.cookies.get(COOKIE)
    return next((lang for lang in LANGS if lang == wanted), fallback)
