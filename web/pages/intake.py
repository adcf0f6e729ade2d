"""Files in, on a page: receive, look, check, write; the history, and the undoing of a batch."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import Forbidden, Invalid, NotFound
from services.geography.editions import in_force
from services.intake import batches, uploads
from services.intake.fields import FIELDS
from services.intake.histories import act_of
from services.intake.rows import ACCEPTABLE
from services.intake.subjects import stage_of
from services.intake.tables import Upload
from services.intake.zone_checks import NEVER_ACCEPTED
from services.jobs.ask import ask, seen
from services.jobs.tables import Job
from services.matters.departments import department_words, departments
from services.matters.life.moves import MOVES, STAGE_WORDS
from services.matters.sources import SOURCE_WORDS, source_of
from services.messages import Lang, Message, from_data
from web.access import Allow, AllowForm, Caller, same_origin
from web.pages.intake_words import KINDS, LEVELS, MATCHED, SETTLED, SUBJECTS
from web.pages.jobs import shown
from web.pages.problem_map import draw, features
from web.render import render
from web.state import state_of
from web.upload import Received, receive

router = APIRouter()
WHO = ("office", "community")
# What comes row by row: the good rows can be written without the others.
BY_ROW = ("households", "matters", "histories", "visits")
May = Annotated[Caller, Depends(Allow(*WHO), scope="function")]
MayForm = Annotated[Caller, Depends(AllowForm(*WHO), scope="function")]
Short = Annotated[str, Form(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


async def received(request: Request, _caller: May) -> AsyncIterator[Received]:
    """The files of the form, received once it is known who sends them; removed again where the request fails."""
    same_origin(request)
    settings = state_of(request).settings
    form = await receive(request, settings)
    try:
        yield form
    except BaseException:
        uploads.drop(settings, form.staged.id)
        raise


def page(caller: Caller) -> dict[str, Any]:
    """What the page of files shows: subjects, limit, history."""
    lang = caller.lang
    zone = caller.state.settings.zone
    history = [
        {"batch": b, "subject": SUBJECTS[b.subject].render(lang), "at": b.received_at.astimezone(zone),
         "undone_at": b.undone_at.astimezone(zone) if b.undone_at else None}
        for b in batches.history(caller.session, caller.scope)
    ]  # fmt: skip
    subjects = [(key, SUBJECTS[key].render(lang)) for key in uploads.allowed(caller.scope)]
    return {"person": caller.person, "form": caller.form, "subjects": subjects, "history": history,
            "limit_mb": caller.state.settings.upload_limit_mb, "refused": None}  # fmt: skip


@router.get("/intake")
def intake(request: Request, caller: May) -> Response:
    """The form for a file, and the files that were taken in."""
    return render(request, "intake.html", page(caller))


@router.post("/intake")
def hand_in(request: Request, caller: May, form: Annotated[Received, Depends(received, scope="function")]) -> Response:
    """Receive files and lead to the look at them; a refusal is said on the form."""
    if not secrets.compare_digest(form.fields.get("form", "").encode(), caller.form.encode()):
        raise Forbidden("access.form")
    try:
        upload = uploads.begin(caller.session, caller.scope, form.fields.get("subject", ""), form.staged)
    except Invalid as refused:
        uploads.drop(caller.state.settings, form.staged.id)
        return render(request, "intake.html", page(caller) | {"refused": refused.message.render(caller.lang)},
                      status=422)  # fmt: skip
    return RedirectResponse(f"/intake/{upload.id}", 303)


def _job(caller: Caller, job_id: UUID | None) -> Job | None:
    return seen(caller.session, caller.scope, job_id) if job_id else None


def numbered(findings: Sequence[dict[str, Any]], lang: Lang) -> list[dict[str, Any]]:
    """Findings as the list and both maps know them: each with its number and its sentence."""
    return [f | {"number": i, "text": from_data(f["said"]).render(lang)} for i, f in enumerate(findings)]


def settled(kind: str, lang: Lang) -> dict[str, str] | None:
    """What to do about a kind of finding, and where, if that needs no other file."""
    if kind not in SETTLED:
        return None
    said, where = SETTLED[kind]
    return {"said": said.render(lang), "where": where}


def report_of(caller: Caller, upload: Upload, job: Job) -> dict[str, Any]:
    """A check's report as the page shows it: kinds with their findings, and the map."""
    data = job.result or {}
    lang = caller.lang
    listed = numbered(data["findings"], lang)
    points = upload.subject in BY_ROW
    kinds = [
        one | {"title": KINDS[one["kind"]].render(lang), "settled": settled(one["kind"], lang),
               "findings": [f for f in listed if f["kind"] == one["kind"]],
               "acceptable": one["stops"] and (one["kind"] in ACCEPTABLE if points else
                                               one["kind"] not in NEVER_ACCEPTED)}
        for one in sorted(data["kinds"], key=lambda k: (not k["stops"], -k["count"]))
    ]  # fmt: skip
    stops = [k for k in kinds if k["stops"]]
    # Of points without a single place to show, a map would only be an empty town.
    drawing = draw(data.get("outlines", []), listed)
    return data | {
        "findings": listed,
        "kinds": kinds,
        "points": points,
        "choose": any(k["settled"] and k["settled"]["where"] == "#words" for k in kinds),
        "never": [k for k in stops if not k["acceptable"]],
        "acceptable": [k for k in stops if k["acceptable"]],
        "drawing": drawing if drawing and (drawing.marks or not points) else None,
        "new": data["rows"] - data["refused"] - data["already"] if points else data["rows"] - data["refused"],
    }


@router.get("/intake/{upload_id}")
def one_file(request: Request, caller: May, upload_id: UUID) -> Response:
    """A file on its way in: what it is, what was found, what was written."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    look, check, write = (_job(caller, j) for j in (upload.look_job, upload.check_job, upload.write_job))
    jobs = [shown(caller, j) for j in (look, check, write) if j is not None]
    now = next((j for j in jobs if j["open"]), None)
    failed = jobs[-1] if jobs and jobs[-1]["state"] in ("failed", "cancelled", "interrupted") else None
    found = look.result if look and look.state == "done" and look.result else None
    written = report_of(caller, upload, write) if write and write.state == "done" and write.result else None
    edition = in_force(caller.session)
    context = {
        "edition": edition.id if edition else None, "kind": upload.subject.removesuffix("s"),
        "person": caller.person, "form": caller.form, "upload": upload,
        "subject": SUBJECTS[upload.subject].render(caller.lang),
        "look": found, "now": now, "failed": failed, "chosen": upload.choices,
        "by_row": upload.subject in BY_ROW, "fields": {k: v.render(caller.lang) for k, v in FIELDS.items()},
        "levels": {k: v.render(caller.lang) for k, v in LEVELS.items()},
        "matched": matched(caller, upload, found),
        "before": batches.same_file(caller.session, caller.scope, upload.subject, upload.sha256),
        "report": report_of(caller, upload, check) if check and check.state == "done" and check.result else None,
        "written": written if written and written["written"] else None,
        "not_written": written if written and not written["written"] else None,
    }  # fmt: skip
    return render(request, "intake_file.html", context)


def matched(caller: Caller, upload: Upload, look: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The fields whose words are matched: each word, how often it stands there, what it is taken as so far."""
    columns = upload.choices.get("columns") or (look or {}).get("guess", {})
    found = []
    for field in ("step", "department") if upload.subject == "histories" else ("status", "source", "department"):
        words = (look or {}).get("words", {}).get(columns.get(field))
        if not words:
            continue
        means, offered = meanings(caller, field, upload.choices.get("words", {}).get(field, {}))
        title, asked, none = MATCHED[field]
        found.append({
            "field": field, "title": title.render(caller.lang), "none": none.render(caller.lang),
            "asked": Message(asked.text, {"column": columns[field]}).render(caller.lang), "offered": offered,
            "words": [{"word": word, "count": n, "code": means(word) or ""} for word, n in words],
        })  # fmt: skip
    return found


def meanings(
    caller: Caller, field: str, chosen: Mapping[str, str]
) -> tuple[Callable[[str], str | None], list[tuple[str, str]]]:
    """What a word of a field stands for so far, and all that it could."""
    lang = caller.lang
    if field == "department":
        words = department_words(caller.session) | {word.casefold(): code for word, code in chosen.items()}
        known = [(d.code, d.name if lang == "zh" else d.name_en or d.name) for d in departments(caller.session)]
        return lambda word: words.get(word.casefold()), known
    means, said = {
        "status": (stage_of, STAGE_WORDS),
        "step": (act_of, {act: move.words for act, move in MOVES.items()}),
        "source": (source_of, SOURCE_WORDS),
    }[field]
    return lambda word: means(word, chosen), [(key, text.render(lang)) for key, text in said.items()]


@router.get("/api/intake/{upload_id}/problems")
def problems(caller: May, upload_id: UUID) -> dict[str, Any]:
    """What the check of a file found, as features for the live map."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    check = _job(caller, upload.check_job)
    if check is None or not check.result:
        raise NotFound("intake.no_upload")
    return features(check.result.get("outlines", []), numbered(check.result["findings"], caller.lang))


@router.post("/intake/{upload_id}/layer")
def choose_layer(caller: MayForm, upload_id: UUID, layer: Short) -> Response:
    """Look again, at another layer."""
    upload = uploads.found(caller.session, caller.scope, upload_id)
    uploads.choose(caller.session, upload, {"layer": layer, "columns": {}})
    uploads.start(caller.session, caller.scope, upload, "look")
    return RedirectResponse(f"/intake/{upload_id}", 303)


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


@router.get("/intake/batches/{batch_id}")
def one_batch(request: Request, caller: May, batch_id: UUID) -> Response:
    """A file that was taken in: its report, and the way to undo it."""
    found = batches.taken(caller.session, caller.scope, batch_id)
    context = {"person": caller.person, "form": caller.form, "batch": found,
               "subject": SUBJECTS[found.subject].render(caller.lang),
               "at": found.received_at.astimezone(caller.state.settings.zone),
               "kinds": [k | {"title": KINDS[k["kind"]].render(caller.lang)} for k in found.report.get("kinds", [])
                         if k["kind"] in KINDS]}  # fmt: skip
    return render(request, "intake_batch.html", context)


@router.post("/intake/batches/{batch_id}/undo")
def undo_batch(caller: MayForm, batch_id: UUID, sure: bool = Form(False)) -> Response:
    """Undo a batch of points, once the box says that this is meant."""
    batches.taken(caller.session, caller.scope, batch_id)
    if not sure:
        return RedirectResponse(f"/intake/batches/{batch_id}", 303)
    ask(caller.session, caller.scope, "intake.undo", {"batch": str(batch_id)})
    return RedirectResponse("/jobs", 303)
