"""The list of types of matters: what is offered, the office's own types, and the named groups."""

from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError
from services.matters.codes.catalogue import Catalogue, Code, groups, load_codes
from services.matters.codes.edit import NewCode, add_local, set_group, set_in_use
from services.messages import Lang
from web import words
from web.access import Caller, OfficeForm, Staff
from web.pages.matters.rules import frame, status
from web.render import render

router = APIRouter(prefix="/matters/rules/types")
Text = Annotated[str, Form(max_length=80, pattern=r"^[^\x00-\x1f]*$")]
CodeGiven = Annotated[str, Form(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9_-]+$")]


@router.get("")
def codes(request: Request, caller: Staff) -> Response:
    """All types by class, and which groups each belongs to."""
    return page(request, caller)


def page(request: Request, caller: Caller, refused: DomainError | None = None) -> Response:
    """The page, and what was refused at its head."""
    lang, catalogue = caller.lang, load_codes(caller.session)
    context = frame(caller, "types", refused) | {
        "classes": by_class(catalogue, lang),
        "groups": [(g.key, g.name if lang == "zh" else g.name_en, catalogue.groups.get(g.key, frozenset()))
                   for g in groups(caller.session)],
    }  # fmt: skip
    return render(request, "matters/rules/types.html", context, status=status(refused))


def by_class(catalogue: Catalogue, lang: Lang) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Classes in their order: code, name, types."""

    def class_of(code: Code) -> tuple[str, str]:
        return code.class_code, code.class_name if lang == "zh" else code.class_name_en

    listed = sorted(catalogue.codes.values(), key=lambda c: (c.class_code, c.local, c.code))
    return [(*key, [shown(c, lang) for c in found]) for key, found in groupby(listed, class_of)]


def shown(code: Code, lang: Lang) -> dict[str, Any]:
    """A type as the table shows it."""
    return {"code": code.code, "name": code.words(lang), "in_use": code.in_use,
            "verified": words.VERIFIED[code.verified].render(lang), "standard": code.standard}  # fmt: skip


@router.post("")
def put_code(
    request: Request, caller: OfficeForm, code: CodeGiven, name: Text, class_code: CodeGiven, name_en: Text = ""
) -> Response:
    """Add a type of the office's own to a class, and lead to it."""
    like = next((c for c in load_codes(caller.session).codes.values() if c.class_code == class_code), None)
    new = NewCode(code, name, name_en or name, class_code, like.class_name if like else class_code,
                  like.class_name_en if like else class_code)  # fmt: skip
    try:
        add_local(caller.session, caller.scope, new)
    except DomainError as refused:
        return page(request, caller, refused)
    return RedirectResponse(f"/matters/rules/types#class-{class_code}", 303)


@router.post("/use")
def put_use(caller: OfficeForm, code: CodeGiven, in_use: Annotated[bool, Form()], class_code: CodeGiven) -> Response:
    """Offer a type to reporters, or no longer, and lead back."""
    set_in_use(caller.session, caller.scope, code, in_use)
    return RedirectResponse(f"/matters/rules/types#class-{class_code}", 303)


@router.post("/group")
def put_group(
    request: Request, caller: OfficeForm, key: CodeGiven, codes: Annotated[list[str] | None, Form()] = None
) -> Response:
    """Say which types a group has, and lead back."""
    try:
        set_group(caller.session, caller.scope, key, codes or [])
    except DomainError as refused:
        return page(request, caller, refused)
    return RedirectResponse("/matters/rules/types#groups", 303)
