"""The report of a new matter: its place from the map, from where one is or from an address, and what is near it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field, model_validator
from starlette.datastructures import UploadFile

from geo.values import LonLat
from services.errors import DomainError, Invalid, NotFound
from services.geography.editions import in_force
from services.matters.deadlines.limits import Terms, load_terms
from services.matters.detail import find_matter
from services.matters.life.move import MOST_NOTE
from services.matters.life.moves import STAGE_WORDS
from services.matters.likeness.nearby import nearby
from services.matters.photos.album import MOST, hang_reported
from services.matters.photos.image import Photo, read_photo
from services.matters.report import USUAL, NewMatter, report_matter
from services.matters.sources import SOURCE_WORDS
from services.search.find import find
from web.access import Caller, Staff, StaffForm
from web.board.query import Key
from web.camera import opening
from web.figures import Figures
from web.pages.matters.detail import map_of
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/matters/new")
Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-85, le=85)]
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class Draft(BaseModel):
    """What has been filled in so far; `find` is an address that is looked for, `hit` which of those found is meant."""

    code: Key = ""
    lon: Lon | None = None
    lat: Lat | None = None
    accuracy_m: Annotated[float, Field(ge=0, le=100_000)] | None = None
    source: Key = ""
    address: Line = ""
    note: Annotated[str, Field(max_length=MOST_NOTE)] = ""
    urgent: bool = False
    find: Line = ""
    hit: Annotated[int, Field(ge=0, le=100)] | None = None

    @model_validator(mode="before")
    @classmethod
    def drop_what_is_empty(cls, given: Any) -> Any:
        """Forms send empty fields: nothing is said by them."""
        return {k: v for k, v in dict(given).items() if v != ""}

    @property
    def at(self) -> LonLat | None:
        """The place, once it is known."""
        return None if self.lon is None or self.lat is None else LonLat(self.lon, self.lat)


Drafted = Annotated[Draft, Query()]


@router.get("")
def new(request: Request, caller: Staff, draft: Drafted) -> Response:
    """The form, with what is near the place so far."""
    return page(request, caller, draft)


@router.get("/near")
def near(request: Request, caller: Staff, draft: Drafted) -> Response:
    """What is near the place of a draft, as the piece of the page that shows it."""
    terms = load_terms(caller.session, caller.state.settings.zone)
    return render(request, "matters/near.html", {"near": repeated(caller, draft, terms), "draft": draft})


def page(
    request: Request, caller: Caller, draft: Draft, refused: DomainError | None = None, *, chosen_before: int = 0
) -> Response:
    """The page, and what was refused at its head; photos that came with it are to be chosen again."""
    lang, zone = caller.lang, caller.state.settings.zone
    terms, edition = load_terms(caller.session, zone), in_force(caller.session)
    hits = find(caller.session, caller.scope, edition.id, draft.find) if edition and draft.find else []
    if draft.hit is not None and draft.hit < len(hits):
        meant = hits[draft.hit]
        found_at = {"lon": round(meant.at[0], 7), "lat": round(meant.at[1], 7), "accuracy_m": None}
        draft, hits = draft.model_copy(update=found_at | {"address": draft.address or meant.label, "find": ""}), []
    usual = USUAL.get(caller.scope.role, "")
    context = {
        "person": caller.person, "form": caller.form, "tab": "new", "draft": draft, "most": MOST_NOTE,
        "most_photos": MOST, "chosen_before": chosen_before,
        "types": [(c.code, f"{c.code} {c.words(lang)}") for c in terms.catalogue.offered()],
        "sources": [(s, said.render(lang)) for s, said in SOURCE_WORDS.items()], "source": draft.source or usual,
        "asks_source": not usual, "near": repeated(caller, draft, terms), "hits": hits,
        "refused": refused.message.render(lang) if refused else None,
        "bounds": opening(caller, edition.id) if edition else None, "edition": edition.id if edition else None,
        **(map_of(caller, edition.id, draft.at) if edition and draft.at else {}),
    }  # fmt: skip
    return render(request, "matters/new.html", context, status=number_of(refused) if refused else 200)


def repeated(caller: Caller, draft: Draft, terms: Terms) -> list[dict[str, Any]]:
    """What a report of the draft would repeat, as the page shows it; nothing before type and place are known."""
    edition, found = in_force(caller.session), terms.catalogue.find(draft.code)
    if edition is None or draft.at is None or found is None:
        return []
    figures = Figures(caller.lang, caller.state.settings.zone)
    close = nearby(caller.session, caller.scope, edition.id, found.code.code, draft.at, datetime.now(UTC))
    return [
        {
            "ref": n.ref, "name": terms.catalogue.name(n.code, caller.lang), "address": n.address,
            "stage": STAGE_WORDS[n.stage].render(caller.lang), "metres": figures.number(n.metres),
            "opened": figures.moment(n.opened_at),
        }
        for n in close
    ]  # fmt: skip


@router.post("/look")
def look(request: Request, caller: StaffForm, draft: Annotated[Draft, Form()]) -> Response:
    """The form again, with the places that were looked for and what is near; nothing is written."""
    return page(request, caller, draft)


async def chosen(request: Request) -> list[UploadFile]:
    """The photos of the form; a field that nothing was chosen in brings one without a name."""
    files = (await request.form()).getlist("photo")
    return [f for f in files if isinstance(f, UploadFile) and f.filename]


def read_all(files: Sequence[UploadFile], zone: ZoneInfo) -> list[Photo]:
    """The photos, one that was chosen twice once. Raises Invalid, its name said."""
    if len(files) > MOST:
        raise Invalid("photos.too_many", count=len(files), most=MOST)
    read = [read_photo(f.filename or "", f.file.read(), zone) for f in files]
    return list({photo.sha256: photo for photo in read}.values())


@router.post("")
def send(
    request: Request, caller: StaffForm, draft: Annotated[Draft, Form()],
    files: Annotated[list[UploadFile], Depends(chosen)],
) -> Response:  # fmt: skip
    """Report the matter with its photos, and lead to it; whoever may not read it gets its number.

    The photos are read first: where one can't be, nothing is reported.
    """
    settings = caller.state.settings
    terms = load_terms(caller.session, settings.zone)
    try:
        photos = read_all(files, settings.zone)
        if draft.at is None:
            raise Invalid("life.no_place")
        given = NewMatter(draft.code, draft.at, draft.source or None, draft.address, draft.accuracy_m, draft.urgent,
                          draft.note)  # fmt: skip
        made = report_matter(caller.session, caller.scope, given, terms, datetime.now(UTC))
    except DomainError as refused:
        return page(request, caller, draft, refused, chosen_before=len(files))
    hang_reported(caller.session, caller.scope, made, given.at, photos, settings)
    try:
        find_matter(caller.session, caller.scope, made.ref)
    except NotFound:
        context = {"person": caller.person, "form": caller.form, "ref": made.ref, "photos": len(photos)}
        return render(request, "matters/receipt.html", context, status=201)
    return RedirectResponse(f"/matters/{made.ref}" + (f"?photos={len(photos)}" if photos else ""), 303)
