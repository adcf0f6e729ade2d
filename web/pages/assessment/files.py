"""The table of places and the steps of one score as files, XLSX or PDF."""

from typing import Literal

from fastapi import APIRouter
from fastapi.responses import Response

from services.access.audit import record
from services.assessment import cycles
from services.assessment.scoring.changed import last_run
from services.assessment.sheets import places_sheet, steps_sheet, told_under
from services.assessment.standings import Row, Standings, standings
from services.assessment.waterfall import waterfall
from services.errors import NotFound
from services.export.fonts import Fonts
from services.export.pdf_file import MEDIA_TYPE, pdf_file
from services.export.sheet import Sheet
from web import words
from web.access import Caller, Staff
from web.assets import VENDOR
from web.download import download
from web.names import ZoneCode
from web.pages.assessment.show import KeyPath, Kind, ranges_of

router = APIRouter(prefix="/assessment")
Form = Literal["xlsx", "pdf"]


@router.get("/{cycle}/{kind}/places.{form}")
def places(caller: Staff, cycle: KeyPath, kind: Kind, form: Form) -> Response:
    """The table of places, as the caller sees it."""
    of = cycles.cycle(caller.session, cycle)
    found = standings(caller.session, caller.scope, of, kind)
    sheet = places_sheet(found, ranges_of(caller, found), caller.lang)
    record(caller.session, caller.scope.person_id, "assessment.file", f"{of.key} {kind}", {"form": form})
    return _file(caller, found, sheet, form, f"places-{of.key}-{kind}")


@router.get("/{cycle}/{kind}/{code}/steps.{form}")
def steps(caller: Staff, cycle: KeyPath, kind: Kind, code: ZoneCode, form: Form) -> Response:
    """Every step of an object's score. Answers 404 where it is none of the caller's."""
    of = cycles.cycle(caller.session, cycle)
    found = standings(caller.session, caller.scope, of, kind)
    row = next((row for row in found.rows if row.code == code), None)
    if row is None:
        raise NotFound("assessment.object", kind=words.LEVELS[kind], code=code)
    made = waterfall(caller.session, caller.scope, of, found.rubric, row.target, dict(row.parts))
    sheet = steps_sheet(found, row, made, caller.lang)
    record(caller.session, caller.scope.person_id, "assessment.file", f"{of.key} {kind} {row.target.zone_id}",
           {"form": form})  # fmt: skip
    return _file(caller, found, sheet, form, f"score-{of.key}-{row.target.zone_id}", row)


def _file(caller: Caller, of: Standings, sheet: Sheet, form: Form, name: str, row: Row | None = None) -> Response:
    if form == "xlsx":
        return download(sheet, form, name)
    run = last_run(caller.session, of.cycle.id)
    if run is None:
        raise NotFound("assessment.no_cycle", cycle=of.cycle.key)
    fonts = Fonts(VENDOR / "noto-sans-sc", caller.state.settings.home / "fonts")
    made = pdf_file(sheet, told_under(of, caller.lang, row), fonts, run.at)
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(made, media_type=MEDIA_TYPE, headers=headers)
