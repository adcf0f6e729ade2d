"""A draft as the redraw map asks for it: its outlines to the last bit, and its edits."""

import json
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from pydantic import BaseModel

from services.geography.drafts.draft import add_edit, load_draft, next_codes, redo, undo
from services.geography.drafts.edits import Code, parse
from services.geography.drafts.shapes import draft_shapes
from web.access import Office, OfficeForm
from web.numbers import DraftId, Seq

router = APIRouter(prefix="/api/boundaries")
STEPS = {"undo": undo, "redo": redo}


class Done(BaseModel):
    """Where the draft stands after an edit."""

    seq: int


@router.get("/{edition_id}/grids.geojson")
def grids(caller: Office, edition_id: DraftId) -> Response:
    """The grids of a draft as they would be, and as they are where that differs."""
    draft = load_draft(caller.session, caller.scope, edition_id)
    return Response(json.dumps(draft_shapes(draft), ensure_ascii=False), media_type="application/geo+json")


@router.get("/{edition_id}/codes")
def codes(
    caller: Office, edition_id: DraftId, code: Annotated[Code, Query()], count: Annotated[int, Query(ge=1, le=20)] = 1
) -> list[str]:
    """The next free codes beside a grid's."""
    return next_codes(caller.session, load_draft(caller.session, caller.scope, edition_id), code, count)


@router.post("/{edition_id}/edits")
def edit(
    caller: OfficeForm,
    edition_id: DraftId,
    expected: Seq,
    operation: Annotated[str, Form(max_length=20)],
    arguments: Annotated[str, Form(max_length=100_000)] = "{}",
) -> Done:
    """Make one edit, or undo or redo one; refused whole where it can't be."""
    if operation in STEPS:
        made = STEPS[operation](caller.session, caller.scope, edition_id, expected)
    else:
        made = add_edit(caller.session, caller.scope, edition_id, expected, parse(operation, arguments))
    return Done(seq=made.log.seq)
