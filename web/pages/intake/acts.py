"""What is done with a file on its way in: another layer, a check, the writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from services.intake import uploads
from services.intake.fields import FIELDS
from web.pages.intake.who import MayForm, Short
from web.pages.intake.words import KINDS, LEVELS, MATCHED

router = APIRouter()


@dataclass(frozen=True)
class ReadingForm:
    """How a file is to be read, as the form says; each `column` is FIELD=COLUMN, an empty one means none.

    Each `word` is FIELD=WORD=CODE: a word may hold "=" itself, a code does not.
    """

    column: Annotated[Sequence[Short], Form()] = ()
    word: Annotated[Sequence[Short], Form()] = ()
    level: Short = ""
    frame: Short = ""
    time_format: Short = ""
    edition: Short = ""
    valid_from: Annotated[str, Form(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = ""
    reason: Short = ""
    document: Short = ""

    def words(self) -> dict[str, dict[str, str]]:
        """By field, what each word of the file stands for."""
        found: dict[str, dict[str, str]] = {}
        for field, _, pair in (given.partition("=") for given in self.word):
            word, _, code = pair.rpartition("=")
            if field in MATCHED and word:
                found.setdefault(field, {})[word] = code
        return found

    def choices(self) -> dict[str, Any]:
        """What is kept with the upload; nothing is accepted yet."""
        pairs = [pair.partition("=") for pair in self.column]
        return {
            "columns": {field: name for field, equals, name in pairs if equals and field in FIELDS},
            "words": self.words(),
            "level": self.level if self.level in LEVELS else "",
            "frame": self.frame.strip(),
            "time_format": self.time_format,
            "edition": self.edition.strip(),
            "valid_from": self.valid_from,
            "reason": self.reason.strip(),
            "document": self.document.strip(),
            "accept": [],
            "keep_good": False,
        }


@router.post("/intake/{upload_id}/layer")
def choose_layer(caller: MayForm, upload_id: UUID, layer: Short) -> Response:
    """Look again, at another layer."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    uploads.choose(caller.session, upload, {"layer": layer, "columns": {}})
    uploads.start(caller.session, caller.scope, upload, "look")
    return RedirectResponse(f"/intake/{upload_id}", 303)


@router.post("/intake/{upload_id}/check")
def check_file(caller: MayForm, upload_id: UUID, reading: Annotated[ReadingForm, Depends()]) -> Response:
    """Check the file, read as the form says."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    uploads.choose(caller.session, upload, reading.choices())
    uploads.start(caller.session, caller.scope, upload, "check")
    return RedirectResponse(f"/intake/{upload_id}#report", 303)


@router.post("/intake/{upload_id}/write")
def write_file(
    caller: MayForm,
    upload_id: UUID,
    accept: Annotated[Sequence[Short], Form()] = (),
    keep_good: Annotated[bool, Form()] = False,
) -> Response:
    """Take the checked file in, with what is accepted by name."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    uploads.choose(caller.session, upload, {"accept": [k for k in accept if k in KINDS], "keep_good": keep_good})
    uploads.start_writing(caller.session, caller.scope, upload)
    return RedirectResponse(f"/intake/{upload_id}#result", 303)
