"""The portable report, to take away."""

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import Response

from services.access.audit import record
from services.geography.zone_shapes import zone_shapes
from web.access import Staff
from web.figures import Figures
from web.numbers import EditionId
from web.portable.report import report_html
from web.portable.sheet import sheet_of
from web.view import LevelGiven, read_view, view_of

router = APIRouter()


@router.get("/report/map.html")
def report(
    caller: Staff,
    measure: str | None = None,
    level: LevelGiven = "grid",
    edition: EditionId | None = None,
    period: str | None = None,
) -> Response:
    """Map, table and legend of a measure as one file: totals by zone within the caller's scope, no points."""
    view = view_of(caller, measure=measure, level=level, edition=edition, period=period)
    found = read_view(caller, view)
    sheet = sheet_of(found, view.edition, Figures(caller.lang, caller.state.settings.zone), datetime.now(UTC))
    html = report_html(sheet, zone_shapes(caller.session, view.edition.id, level), caller.lang)
    taken = {"level": level, "edition": view.edition.id, "period": view.period.key, "n": len(sheet.rows)}
    record(caller.session, caller.scope.person_id, "report.map", view.measure.key, taken)
    name = f"xunge-{view.measure.key}-{level}-{view.period.key}.html".replace("..", "_")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(html, media_type="text/html; charset=utf-8", headers=headers)
