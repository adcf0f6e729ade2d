"""The photos of matters: added to one, opened, taken away."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.background import BackgroundTask

from services.errors import DomainError, Invalid
from services.matters.detail import find_matter
from services.matters.photos.album import hang, open_photo, take_down
from services.matters.photos.files import Size, clear
from services.matters.photos.image import read_photo
from web.access import OfficeForm, Staff, StaffForm
from web.names import PRINTABLE
from web.pages.matters.detail import Tried, page

router = APIRouter(prefix="/photos")
Ref = Annotated[str, Form(min_length=1, max_length=300, pattern=PRINTABLE)]


@router.post("")
def add(request: Request, caller: StaffForm, ref: Ref, photo: Annotated[UploadFile, File()]) -> Response:
    """Add a photo to a matter, and lead back; what is wrong with it is said on the matter's page."""
    settings, name = caller.state.settings, photo.filename or "photo"
    matter_id = find_matter(caller.session, caller.scope, ref)
    try:
        data = photo.file.read()
        if not data:
            raise Invalid("photos.none")
        hang(caller.session, caller.scope, matter_id, name, read_photo(name, data, settings.zone), settings)
    except DomainError as refused:
        return page(request, caller, ref, Tried(refused, ""))
    return RedirectResponse(request.url_for("matter", ref=ref).path + "#photos", 303)


@router.get("/{photo_id}/{size}.jpg")
def show(caller: Staff, photo_id: UUID, size: Size) -> Response:
    """A photo, large or small."""
    path = open_photo(caller.session, caller.scope, photo_id, size, caller.state.settings)
    return FileResponse(path, media_type="image/jpeg")


@router.post("/{photo_id}/remove")
def remove(request: Request, caller: OfficeForm, photo_id: UUID) -> Response:
    """Take a photo away, and lead back to its matter; its files go once that is committed."""
    ref, sha256 = take_down(caller.session, caller.scope, photo_id)
    state = caller.state
    after = BackgroundTask(clear, state.sessions, caller.scope.person_id, sha256, state.settings)
    return RedirectResponse(request.url_for("matter", ref=ref).path + "#photos", 303, background=after)
