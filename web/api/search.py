"""Search by code, name or address."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from services.errors import NotFound
from services.search.find import Hit, find
from web.access import Caller, Staff
from web.numbers import EditionId
from web.view import edition_of

router = APIRouter(prefix="/api")
Words = Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")]


class HitOut(BaseModel):
    """A place found."""

    kind: str
    label: str
    detail: str
    level: str | None
    id: int | None
    at: tuple[float, float]


def hits(caller: Caller, edition: int | None, q: str) -> list[Hit]:
    """What is found under an edition, the one in force by default. Raises NotFound where there is none."""
    under = edition_of(caller, edition)
    if under is None:
        raise NotFound("measures.no_edition")
    return find(caller.session, caller.scope, under.id, q)


@router.get("/search")
def search(caller: Staff, q: Words = "", edition: EditionId | None = None) -> list[HitOut]:
    """At most twenty places, within the caller's scope."""
    found = hits(caller, edition, q)
    return [HitOut(kind=h.kind, label=h.label, detail=h.detail, level=h.level, id=h.id, at=h.at) for h in found]
