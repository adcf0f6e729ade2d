"""Pages from templates, with the sentences of the reader's language."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from services.messages import translate
from web.figures import Figures
from web.nav import ROLE_NAMES, lines
from web.state import state_of
from web.text import lang_of
from web.theme import theme_of


def render(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> Response:
    """A page in the language of the request."""
    state = state_of(request)
    lang = lang_of(request, state.settings.lang)
    given: dict[str, Any] = {
        "_": partial(translate, lang=lang), "lang": lang, "theme": theme_of(request), "person": None, "form": "",
        "f": Figures(lang, state.settings.zone), "role_names": ROLE_NAMES, **context,
    }  # fmt: skip
    given["nav"] = list(lines(given["person"].role if given["person"] else None, request.url.path))
    return state.templates.TemplateResponse(request, template, given, status_code=status)
