"""One analysis, from the tables to a stored result that can be drawn again from its seed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sqlalchemy.orm import Session

from geo.hotspot.neighbour import Neighbours
from geo.hotspot.permutation import Tested, judge_map
from geo.hotspot.recurrence import LEAST_STEPS, Recurrence, recurrences
from geo.hotspot.scan import Circle, scan
from geo.hotspot.share import judge_shares
from geo.hotspot.smoothing import smoothed_rates
from geo.hotspot.verdict import CONFIRMED, Verdict, verdicts
from geo.metric import unflatten
from services.access.audit import record
from services.access.scope import Scope
from services.hotspots.effort import Effort, read_effort
from services.hotspots.ground import Ground, read_ground
from services.hotspots.question import Question
from services.hotspots.reports import Reports, read_reports
from services.hotspots.store import Result, store

Floats = NDArray[np.float64]
# A step decides no class by itself, so it is drawn less often than the whole.
STEP_PERMUTATIONS = 999
CIRCLE_M, CIRCLES = 400.0, 199
Progress = Callable[[int, int], None]
Judge = Callable[..., Tested]


@dataclass(frozen=True, slots=True)
class Counted:
    """Incidents by unit and step, and by grid; what residents reported by unit."""

    by_step: NDArray[np.int64]
    by_grid: NDArray[np.int64]
    residents: NDArray[np.int64]


def analyse(session: Session, scope: Scope, question: Question, zone: ZoneInfo, progress: Progress) -> int:
    """Draw the hotspot map of a question within the caller's scope, and store it. Returns its number.

    Raises Invalid.
    """
    moments = question.moments(zone)
    steps = np.array([moment.timestamp() for moment in moments])
    ground = read_ground(session, scope, question)
    asked: dict[str, object] = {
        "edition": question.edition_id, "grids": list(ground.grid_ids),
        "start": moments[0], "stop": moments[-1], "zone": zone.key,
    }  # fmt: skip
    reports = read_reports(session, ground, question, asked, steps)
    effort = read_effort(session, ground, question, asked, steps)
    counted = count(ground, reports, len(steps) - 1)
    tested = judge_of(question)(
        counted.by_step.sum(axis=1), effort.by_unit, ground.neighbours,
        permutations=question.permutations, seed=question.seed, progress=progress,
    )  # fmt: skip
    said = verdicts(tested)
    result = Result(
        question, ground, reports, counted.by_step, counted.residents, effort, tested, said,
        places(said, tested, ground.neighbours),
        smoothed_rates(counted.by_step.sum(axis=1), effort.by_unit),
        came_to_be(counted.by_step, effort, ground.neighbours, question),
        _figures(ground, reports, counted, effort, tested, question),
    )  # fmt: skip
    made = store(session, scope.person_id, result)
    record(session, scope.person_id, "hotspots.analyse", str(made), question.as_data())
    return made


def judge_of(question: Question) -> Judge:
    """The test that fits the effort: reports differ from place to place by chance, passes and households do not."""
    return judge_shares if question.exposure == "reports" else judge_map


def count(ground: Ground, reports: Reports, steps: int) -> Counted:
    """Count distinct incidents, each once, where and when it was first reported."""
    known = reports.unit >= 0
    first = reports.first(reports.counted & known)
    by_step = np.zeros((len(ground.shapes), steps), np.int64)
    np.add.at(by_step, (reports.unit[first], reports.step[first]), 1)
    index = {grid: i for i, grid in enumerate(ground.grid_ids)}
    in_grid = [index[grid] for grid in reports.grid[reports.first(reports.counted)].tolist()]
    told = reports.unit[reports.first(reports.residents & known)]
    return Counted(
        by_step,
        np.bincount(np.array(in_grid, np.int64), minlength=len(ground.grids)),
        np.bincount(told, minlength=len(ground.shapes)),
    )


def places(said: list[Verdict], tested: Tested, neighbours: Neighbours) -> list[int | None]:
    """The hotspot of each unit, numbered from 1, the strongest first: units of one class that touch are one place."""
    start, beside = neighbours.start, neighbours.beside
    word = np.array(said)
    one = np.repeat(np.arange(neighbours.size), np.diff(start))
    same = (word[one] == word[beside]) & np.isin(word[one], ("confirmed", "watch"))
    graph = sparse.coo_array((np.ones(int(same.sum())), (one[same], beside[same])), shape=(len(word), len(word)))
    label = sparse.csgraph.connected_components(graph, directed=False)[1]
    hot = np.flatnonzero(np.isin(word, ("confirmed", "watch")))
    ranked = sorted(hot.tolist(), key=lambda unit: (word[unit] != "confirmed", -tested.z[unit], unit))
    number: dict[int, int] = {}
    for unit in ranked:
        number.setdefault(int(label[unit]), len(number) + 1)
    return [number[int(label[unit])] if said[unit] in ("confirmed", "watch") else None for unit in range(len(said))]


def came_to_be(
    found: NDArray[np.int64], effort: Effort, neighbours: Neighbours, question: Question
) -> list[Recurrence] | list[None]:
    """How each unit came to be hot, month by month; nothing is said of fewer than ten months."""
    steps = found.shape[1]
    if steps < LEAST_STEPS:
        return [None] * len(found)
    each = [
        judge_of(question)(
            found[:, i], effort.by_step[:, i], neighbours, permutations=STEP_PERMUTATIONS, seed=question.seed + i
        )
        for i in range(steps)
    ]
    hot, z = np.column_stack([e.p <= CONFIRMED for e in each]), np.column_stack([e.z for e in each])
    return recurrences(hot, z) or [None] * len(found)


def _figures(
    ground: Ground, reports: Reports, counted: Counted, effort: Effort, tested: Tested, question: Question
) -> dict[str, Any]:
    grids = zip(ground.grid_ids, counted.by_grid.tolist(), effort.by_grid.tolist(), strict=True)
    whole = counted.by_step.sum(axis=1)
    circle = scan(
        whole, effort.by_unit, ground.middles(), chance="shares" if question.exposure == "reports" else "pairs",
        radius_m=CIRCLE_M, simulations=CIRCLES, seed=question.seed,
    )  # fmt: skip
    return {
        "reports": int(reports.counted.sum()), "incidents": int(whole.sum()),
        "residents": int(counted.residents.sum()),
        "without_unit": int((reports.counted & (reports.unit < 0)).sum()),
        "unlooked": int(whole[effort.by_unit <= 0].sum()),
        "exposure": float(effort.by_unit.sum()), "rate": tested.rate, "maps": tested.maps, "units": len(whole),
        "grids": [[grid, int(n), float(e)] for grid, n, e in grids],
        "circle": _circle(ground, circle) if circle else None,
    }  # fmt: skip


def _circle(ground: Ground, circle: Circle) -> dict[str, Any]:
    (lon, lat), *_ = unflatten(ground.middles()[circle.units[:1]], ground.lat).tolist()
    return {
        "lon": lon, "lat": lat, "radius_m": circle.radius_m, "observed": circle.observed,
        "expected": circle.expected, "ratio": circle.ratio, "p": circle.p, "units": len(circle.units),
    }  # fmt: skip
