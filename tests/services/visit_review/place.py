"""Ten doors in a row in grid 1, and visits to them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from services.intake.report import Report
from tests import town

DOORS = [(5.0 + 10 * i, 50.0) for i in range(10)]
MORNING = datetime(2026, 10, 12, 1, tzinfo=UTC)  # nine o'clock in the town


def settle(session: Session, folder: Path) -> None:
    """The town with its households, H0 … H9."""
    town.take_zones(session, town.write_zones(folder / "zones.geojson"))
    town.take(session, "households", town.write_households(folder / "h.csv", DOORS))


def visit(
    ref: str, door: int, away_m: tuple[float, float] = (0, 0), minute: float = 0, visitor: str = "li",
    device: str = "d1", accuracy_m: float = 8,
) -> str:  # fmt: skip
    """A line of a file of visits: to a door, told from so many metres east and north of it."""
    lon, lat = town.at(DOORS[door][0] + away_m[0], DOORS[door][1] + away_m[1])
    at = (MORNING + timedelta(minutes=minute)).isoformat()
    return f"{ref},{lon!r},{lat!r},visit,H{door},{visitor},{device},{accuracy_m},{at}"


def take_visits(session: Session, folder: Path, lines: Sequence[str]) -> Report:
    """Take visits in."""
    path = folder / f"v{len(list(folder.iterdir()))}.csv"
    path.write_text(
        "编号,经度,纬度,类型,户编号,走访人,设备,精度,走访时间\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )
    return town.take(session, "visits", path)
