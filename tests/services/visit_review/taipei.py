"""Taipei's truck stops as addresses, visited for a quarter by a simulation that knows which visits are untrue."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from geo.crs import wgs84_to_gcj02
from geo.metric import metres_per_degree

SEED = 20261125
FIRST = datetime(2026, 7, 6, 9)  # noqa: DTZ001 (the town's own time)
ROUNDS = 3
WALK_M_S = 1.2
DEGREE_M = np.array(metres_per_degree(25.05))
# How many visitors tell untrue visits in which way; each has at least eight stops.
CHEATS = {"armchair": 5, "repeated": 3, "impossible": 3, "outside_hours": 3, "short": 2, "batched": 2, "skewed": 2,
          "gcj02": 3}  # fmt: skip
FAR, MISSED_SHARE = 40, 0.05
Place = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass
class Quarter:
    """The visits, which are untrue in which way, the devices in GCJ-02, and the addresses never visited."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    untrue: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    devices: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)


def stops(path: Path) -> dict[str, list[tuple[str, Place]]]:
    """The stops of each village, by its district and name: reference and place."""
    villages: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    with path.open(encoding="utf-8-sig") as file:
        for n, row in enumerate(csv.DictReader(file)):
            lon, lat = float(row["經度"]), float(row["緯度"])
            if lon > lat:
                villages[f"{row['行政區']}{row['里別']}"].append((f"T{n:04d}", np.array([lon, lat])))
    return dict(villages)


def simulate(villages: dict[str, list[tuple[str, Place]]]) -> Quarter:
    """Three rounds of every village by one visitor each, most of them honest."""
    rng = np.random.default_rng(SEED)
    made, kinds = Quarter(), _kinds(rng, villages)
    for number, (name, doors) in enumerate(sorted(villages.items())):
        kind = kinds.get(name, "honest")
        kept = [door for door in doors if kind != "honest" or rng.random() >= MISSED_SHARE]
        made.missed |= {ref for ref, _ in doors} - {ref for ref, _ in kept}
        for turn in range(ROUNDS):
            day = FIRST + timedelta(days=28 * turn + int(rng.integers(5)))
            _round(rng, made, number, kind, _walk(kept), day)
    honest = [at for at, row in enumerate(made.rows) if not any(row[0] in refs for refs in made.untrue.values())
              and row[3] not in made.devices]  # fmt: skip
    for at in rng.choice(honest, FAR, replace=False).tolist():
        row = made.rows[at]
        angle = rng.uniform(0, 2 * np.pi)
        moved = (
            np.array([float(str(row[4])), float(str(row[5]))])
            + 400 * np.array([np.cos(angle), np.sin(angle)]) / DEGREE_M
        )
        made.rows[at] = (*row[:4], f"{moved[0]:.7f}", f"{moved[1]:.7f}", *row[6:])
        made.untrue["far"].add(str(row[0]))
    return made


def _kinds(rng: np.random.Generator, villages: dict[str, list[tuple[str, Place]]]) -> dict[str, str]:
    large = sorted(name for name, doors in villages.items() if len({tuple(at) for _, at in doors}) >= 8)
    chosen = iter(rng.permutation(large).tolist())
    return {next(chosen): kind for kind, many in CHEATS.items() for _ in range(many)}


def _walk(doors: Sequence[tuple[str, Place]]) -> list[tuple[str, Place]]:
    """The doors in the order of the nearest next."""
    left, ordered = list(doors), []
    at = left[0][1] if left else np.zeros(2)
    while left:
        nearest = min(left, key=lambda door: float(np.hypot(*((door[1] - at) * DEGREE_M))))
        left.remove(nearest)
        ordered.append(nearest)
        at = nearest[1]
    return ordered


def _round(
    rng: np.random.Generator, made: Quarter, number: int, kind: str, doors: Sequence[tuple[str, Place]], day: datetime
) -> None:
    at = day + timedelta(minutes=float(rng.uniform(0, 60)), hours=13.5 if kind == "outside_hours" else 0)
    before, sofa, sent = doors[0][1] if doors else np.zeros(2), doors[0][1] if doors else np.zeros(2), day
    rows: list[tuple[object, ...]] = []
    left: list[datetime] = []
    for ref, door in doors:
        way_m = float(np.hypot(*((door - before) * DEGREE_M)))
        at += timedelta(seconds=8 if kind == "impossible" else 20 if kind == "batched" else way_m / WALK_M_S)
        accuracy = float(rng.uniform(4, 15))
        told = (sofa if kind in ("armchair", "repeated") else door) + rng.normal(0, accuracy / 2, 2) / DEGREE_M * (
            0.0 if kind == "repeated" else 0.25 if kind == "armchair" else 1.0)  # fmt: skip
        if kind == "gcj02":
            told = np.array([float(v) for v in wgs84_to_gcj02(*told)])
        stays_s = float(rng.uniform(15, 45) if kind == "short" else 1 if kind in ("impossible", "batched") else
                        rng.uniform(180, 900))  # fmt: skip
        visit = f"S{len(made.rows) + len(rows):05d}"
        rows.append((visit, ref, f"v{number:03d}", f"d{number:03d}", f"{told[0]:.7f}", f"{told[1]:.7f}",
                     round(accuracy, 1), at, at + timedelta(seconds=stays_s)))  # fmt: skip
        left.append(at + timedelta(seconds=stays_s))
        at, before = at + timedelta(seconds=stays_s), door
        if kind == "gcj02":
            made.devices.add(f"d{number:03d}")
        elif kind != "honest":
            made.untrue[kind].add(visit)
        sent = at
    # What is written down in one go is sent in one go; others send each visit as they leave.
    skew = timedelta(minutes=11 if kind == "skewed" else 0)
    for row, leaving in zip(rows, left, strict=True):
        clock = sent if kind == "batched" else leaving
        made.rows.append((*row, clock + skew, clock))


def write(path: Path, quarter: Quarter) -> Path:
    """The visits as a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("编号", "户编号", "走访人", "设备", "经度", "纬度", "精度", "走访时间", "离开时间", "发送时间", "接收时间")
        )
        writer.writerows([(*row[:7], *(str(moment)[:19] for moment in row[7:])) for row in quarter.rows])
    return path
