"""The figures of a measure for drawing: one answer a series, so that time moves without asking again."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Header, Request, Response

from services.measures.period_label import label
from services.measures.reading import Reading
from services.messages import Lang
from web.access import Staff
from web.numbers import EditionId
from web.view import LevelGiven, read_view, view_of

router = APIRouter(prefix="/api")
# The browser may keep the answer, and asks each time whether it still holds.
KEPT = "private, no-cache"
# A hundred-thousandth of a degree is a metre: a label stands no finer.
PER_DEGREE = 100_000


@router.get("/values")
def values(
    request: Request,
    caller: Staff,
    measure: str | None = None,
    level: LevelGiven = "grid",
    edition: EditionId | None = None,
    period: str | None = None,
    until: str | None = None,
    if_none_match: str = Header(default=""),
) -> Response:
    """Figures, states and classes of every zone in scope, period by period."""
    view = view_of(caller, measure=measure, level=level, edition=edition, period=period, until=until)
    body = json.dumps(_body(read_view(caller, view), caller.lang), ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": KEPT, "Vary": "Cookie"}
    if tag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _body(found: Reading, lang: Lang) -> dict[str, Any]:
    measure = found.measure
    return {
        "measure": {
            "key": measure.key,
            "title": measure.title.render(lang),
            "unit": measure.unit.render(lang),
            "direction": measure.direction,
            "decimals": measure.decimals,
        },
        "level": found.level,
        "edition": found.edition_id,
        "breaks": found.breaks,
        "banded": measure.bands is not None,
        "periods": [
            {"key": p.key, "label": label(p).render(lang), "from": p.start.isoformat(), "to": p.stop.isoformat()}
            for p in found.periods
        ],
        "at": found.at,
        # Column by column, and numbers that rise or lie near each other as steps: packed, a third of what rows take.
        "zones": {
            "id": _steps([z.id for z in found.zones]),
            "name": [z.name for z in found.zones],
            "lon": _steps([round(z.at[0] * PER_DEGREE) for z in found.zones]),
            "lat": _steps([round(z.at[1] * PER_DEGREE) for z in found.zones]),
            "room": [round(z.radius_m) for z in found.zones],
        },
        "values": [found.floats(i) for i in range(len(found.periods))],
        "states": [found.letters(i) for i in range(len(found.periods))],
        "ranks": found.ranks(found.at),
    }


def _steps(numbers: Sequence[int]) -> list[int]:
    """Each number as what it is more than the one before, the first as it is."""
    return [number - before for number, before in zip(numbers, (0, *numbers), strict=False)]
