"""Coverage of a cycle: levels by zone beside the map, what was missed, how the cycle goes on."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request, Response

from services.coverage.addresses import Covered, addresses
from services.coverage.cycles import closer, next_of
from services.coverage.gaps import missed_blocks
from services.coverage.levels import Table, table
from services.coverage.progress import Progress, progress
from services.coverage.statements import MAY_DECIDE, statements
from services.coverage.words import REASONS, STATES
from services.errors import DomainError
from services.geography.outlines import Outline, outlines
from services.geography.zone_shapes import zone_shapes
from services.gridfile.map import over_shapes
from services.measures.period import parse
from services.measures.period_label import label
from services.measures.zones import Level
from services.register.changes import changes
from services.register.editions import edition as register_edition
from services.register.editions import editions
from web.access import Caller, Staff
from web.figures import Figures
from web.pages.coverage.asked import Asking, CoverageQuery, Shown, frame, shown
from web.pages.coverage.overview import overview_gaps
from web.pages.coverage.picture import BREAKS, Subject, picture
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/coverage")
# Blocks on the map and in the list; more addresses than these are looked at grid by grid.
BLOCKS, MOST_ADDRESSES = 12, 60_000
CHART_WIDTH, CHART_HEIGHT, NAME_PX = 640, 240, 13
MARGIN = 0.03
# Who has only part of a community begins where theirs is whole.
BEGINS: dict[str, Level] = {"area_leader": "area", "grid_leader": "grid"}


@router.get("")
def first(request: Request, caller: Staff, query: Asking) -> Response:
    """The page of a cycle."""
    return page(request, caller, query)


def page(request: Request, caller: Caller, query: CoverageQuery, refused: DomainError | None = None) -> Response:
    """The page, with what was refused of a form on it."""
    found = shown(caller, query.cycle)
    level = query.level or BEGINS.get(caller.person.role if caller.person else "", "community")
    context = frame(caller, found) | {
        "level": level, "map": query.map, "may_open": caller.scope.everything, "registers": _registers(caller),
        "refused": refused.message.render(caller.lang) if refused else None,
    }  # fmt: skip
    if found is not None:
        levels = table(caller.session, caller.scope, found.place, level, found.now)
        context |= _shown(caller, found, level, levels, query.map)
    return render(request, "coverage/page.html", context, status=number_of(refused) if refused else 200)


def _registers(caller: Caller) -> list[tuple[int, str]]:
    """The editions of the register that a cycle can be counted by."""
    figures = Figures(caller.lang, caller.state.settings.zone)
    return [(one.id, f"{one.id} · {figures.day(one.as_of)} · {one.source}") for one in editions(caller.session)]


def _shown(caller: Caller, found: Shown, level: Level, levels: Table, of: Subject) -> dict[str, Any]:
    by_zone = {zone.id: one for zone, one in levels.zones}
    going = progress(caller.session, caller.scope, found.place, level, by_zone, found.now)
    every = _addresses(caller, found, levels)
    blocks = missed_blocks(every or [])
    gaps = overview_gaps(caller, found, BEGINS.get(caller.scope.role, "community"), every) if every else None
    shapes = {i: s for i, s in zone_shapes(caller.session, found.edition.id, level).items() if i in by_zone}
    around = over_shapes(caller.session, found.edition.id, list(shapes.values()), MARGIN) if shapes else None
    codes = {one.zone_id: one for one in outlines(caller.session, found.edition.id)}

    def where(grid: Outline) -> str:
        names = [codes[i].name for i in grid.path[-3:-2] if i in codes and codes[i].level == "community"]
        return " ".join([*names, grid.name])

    return {
        "table": levels, "total": levels.total, "rows": ranked(levels), "breaks": BREAKS,
        "picture": picture(
            around, levels, dict(shapes), of, blocks[:BLOCKS], [c for c, _ in gaps.circles] if gaps else [],
            gaps.streets if gaps else [],
        ) if around else None,
        "gaps": gaps,
        "blocks": [(b, [codes[g] for g in b.grid_ids if g in codes]) for b in blocks[:BLOCKS]],
        "all_blocks": len(blocks),
        "lines": chart(going), "going": going, "chart": (CHART_WIDTH, CHART_HEIGHT), "states": STATES,
        "reasons": REASONS, "may_decide": caller.scope.role in MAY_DECIDE,
        "statements": statements(caller.session, caller.scope, found.place), "where": where,
        "turned": _turned(caller, found), "closer": closer(caller.session, found.cycle),
        "over": found.now >= found.cycle.stops_at,
        "following": _following(caller, found) if caller.scope.everything else None,
    }  # fmt: skip


def _following(caller: Caller, found: Shown) -> dict[str, Any] | None:
    """The cycle after this one as it would be opened: its days, its rules, its register; None where it is open."""
    opening = next_of(caller.session, found.cycle)
    if opening is None:
        return None
    period = parse(opening.key)
    return {
        "key": opening.key, "name": label(period).render(caller.lang), "first": period.start,
        "last": period.stop - timedelta(days=1), "tries": opening.tries, "fresh_days": opening.fresh_days,
        "near_m": opening.near_m, "register": register_edition(caller.session, opening.register or 0),
        "begun": period.start <= found.now.astimezone(caller.state.settings.zone).date(),
    }  # fmt: skip


def ranked(levels: Table) -> list[tuple[Any, Any, int | None]]:
    """Zones with their rank by the exact share, the lowest share first; none where it is too low or hidden."""
    shares = sorted(
        (one.verified / one.expected for zone, one in levels.zones if zone.whole and one.enough), reverse=True
    )
    rows = []
    for zone, one in levels.zones:
        ranks = zone.whole and one.enough
        rows.append((zone, one, shares.index(one.verified / one.expected) + 1 if ranks else None))
    return sorted(rows, key=lambda row: (row[1].per_cent is None, row[1].per_cent or 0, row[0].code))


def _addresses(caller: Caller, found: Shown, levels: Table) -> Sequence[Covered] | None:
    """The addresses of the scope, whose gaps are looked for; none where there are too many for one look."""
    if levels.total.expected > MOST_ADDRESSES:
        return None
    grids = [one.zone_id for one in outlines(caller.session, found.edition.id) if one.level == "grid"]
    return addresses(caller.session, caller.scope, found.place, grids)


def _turned(caller: Caller, found: Shown) -> dict[str, Any] | None:
    """What changed from the edition of the register before this one; None where this is the first."""
    before = [one for one in editions(caller.session) if one.id < found.register.id]
    if not before:
        return None
    rows = changes(caller.session, caller.scope, before[0].id, found.register.id, found.edition.id)
    kept, added, gone = (sum(getattr(row, name) for row in rows) for name in ("kept", "added", "gone"))
    return {"before": before[0], "kept": kept, "added": added, "gone": gone, "was": kept + gone}


def chart(going: Progress) -> list[tuple[Any, str, float, float, float]]:
    """Each line as points of a polyline in pixels, where it ends, and how high its name stands beside that."""
    step = CHART_WIDTH / max(going.days, 1)
    drawn = []
    for line in going.lines:
        at = [((i + 1) * step, CHART_HEIGHT * (1 - share)) for i, share in enumerate(line.shares)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(0.0, float(CHART_HEIGHT)), *at])
        x, y = at[-1] if at else (0.0, float(CHART_HEIGHT))
        drawn.append((line.zone, points, x, y))
    heights = apart([y for *_, y in drawn])
    return [(*one, said_y) for one, said_y in zip(drawn, heights, strict=True)]


def apart(heights: Sequence[float]) -> list[float]:
    """Heights pushed upwards as far as names need room, the lowest one first."""
    placed, below = dict[int, float](), float("inf")
    for i in sorted(range(len(heights)), key=lambda i: -heights[i]):
        below = placed[i] = min(heights[i], below - NAME_PX)
    return [placed[i] for i in range(len(heights))]
