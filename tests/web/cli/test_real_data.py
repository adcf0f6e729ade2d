"""The commands of docs/real-data.md, run as they stand there: every point accounted for, every known fault said."""

import contextlib
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.cluster import server
from services.database import owner_engine
from services.geography.editions import editions
from services.intake.read import read
from services.intake.time_form import propose
from services.locating.counts import Counts, counts
from services.messages import ROOT
from tests import database
from tests.places import real_data
from tests.web.cli.commands import Section, sections
from web.cli.main import run

PAGE = (ROOT / "docs" / "real-data.md").read_text(encoding="utf-8")
OFFICE = Scope(UUID(int=1), "office", everything=True, grid_ids=())


@dataclass(frozen=True)
class Taken:
    """What was said of each file in turn, and the points of a kind inside and outside."""

    reports: list[dict[str, Any]]
    counted: dict[str, Counts]

    def kinds(self, at: int) -> Counter[str]:
        """The kinds of findings of a file, counted."""
        return Counter(f["kind"] for f in self.reports[at]["findings"])

    def said(self, at: int, kind: str) -> str:
        """The sentences of a kind of finding of a file."""
        return "\n".join(f["text"] for f in self.reports[at]["findings"] if f["kind"] == kind)


def one_command(arguments: list[str]) -> dict[str, Any]:
    """Run a command with --json, and read its report; it must end well."""
    out, said = io.StringIO(), io.StringIO()
    sys.argv = ["xunge", *arguments, "--json"]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said), pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 0, (arguments, out.getvalue()[-2000:])
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


def count_points(home: Path) -> dict[str, Counts]:
    """The points of each kind under the instance's one edition."""
    engine = owner_engine(server.start(database.settings_of(home)).owner)
    with Session(engine) as session:
        (edition,) = editions(session)
        found = {kind: counts(session, OFFICE, kind, edition.id) for kind in ("household", "matter")}
    engine.dispose()
    return found


@pytest.fixture
def take(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Taken]]:
    """Take a city in by its commands, in an instance that is thrown away; the folder of the page is left alone."""
    home = database.new_home()

    def taken(city: str) -> Taken:
        told: Section = next(
            s for s in sections(PAGE, {"XUNGE_REAL_DATA": str(real_data())}) if s.title.startswith(city)
        )
        server.start(database.settings_of(home), durable=False)
        monkeypatch.setattr(sys, "argv", sys.argv)
        monkeypatch.delenv("DATABASE_URL", raising=False)
        for name, value in (told.environment | {"XUNGE_HOME": str(home), "XUNGE_LANG": "en"}).items():
            monkeypatch.setenv(name, value)
        reports = [one_command(arguments) for arguments in told.commands]
        return Taken(reports[1:], count_points(home))

    yield taken
    database.throw_away(home)


def adds_up(report: dict[str, Any], counted: Counts) -> bool:
    """Whether each row of a file is inside, outside or refused, and none is lost."""
    rows: int = report["rows"]
    return bool(counted.inside + counted.outside + report["refused"] == rows and report["added"] == counted.all)


def test_boston(take: Callable[[str], Taken]) -> None:
    boston = take("Boston")
    wards, precincts, neighbourhoods, by_ward, matters = range(5)
    assert [r["rows"] for r in boston.reports] == [22, 255, 26, 34_678, 34_678]
    assert [boston.kinds(layer)["repaired"] for layer in (wards, precincts, neighbourhoods)] == [3, 2, 1]
    assert "overlap by 956 m²" in boston.said(precincts, "overlap")
    assert boston.kinds(precincts)["gap"] > 0
    places = boston.said(matters, "same_place")
    assert "1365 rows lie on one and the same point (-71.0587, 42.3594): perhaps a default place" in places
    assert "328 rows lie on one and the same point (-71.0579, 42.3601)" in places
    assert boston.kinds(matters)["closed_before_opened"] == 42
    rounded = boston.said(matters, "rounded")
    assert "34678 rows (100 %) are rounded to 4 decimals, steps of about 11 m" in rounded
    assert "nearer to a border than that, their grid is doubtful" in rounded
    # The rows on default places lie in one ward, whatever they state; of the others wards agree for 99 in a hundred.
    assert stated(boston, by_ward) == [95.8, 99.1]
    assert stated(boston, matters) == [92.4, 95.6]
    assert adds_up(boston.reports[matters], boston.counted["matter"])


def stated(city: Taken, at: int) -> list[float]:
    """For how many of a hundred rows inside the stated zone agrees with the map: of all, and off default places."""
    said = city.said(at, "stated_zone_share")
    return [float(share) for share in re.findall(r"agrees(?: with the map)? for ([\d.]+) %", said)]


def test_dates_in_another_form_are_told_with_the_form_to_give() -> None:
    for path, column in (
        ("boston/matters_311_2015_sanitation.csv.gz", "OPEN_DT"),
        ("baltimore/matters_311_2019_sample.csv", "CreatedDate"),
    ):
        cells = [cell for cell in read(real_data() / path).column(column) if cell]
        form = propose(column, cells)
        assert form is not None
        assert f"column {column} are written as %m/%d/%Y %I:%M:%S %p" in form.message.render("en")


def test_baltimore(take: Callable[[str], Taken]) -> None:
    baltimore = take("Baltimore")
    tracts, groups, neighbourhoods, streets, matters = range(5)
    assert [r["rows"] for r in baltimore.reports] == [199, 618, 279, 48_473, 3000]
    assert baltimore.kinds(tracts) == baltimore.kinds(groups) == Counter(frames=1)
    assert "this one in WGS 84 / Pseudo-Mercator, others in NAD83(HARN) / Maryland" in baltimore.said(tracts, "frames")
    assert baltimore.kinds(neighbourhoods)["repaired"] == 2
    assert "154 of 279 zones (Area) straddle zones of the level above (Community)" in baltimore.said(
        neighbourhoods, "not_nested"
    )
    assert baltimore.reports[streets]["added"] == 48_473
    assert "48473 streets are written as collections of lines (MultiLineString); 9 of them" in baltimore.said(
        streets, "parts"
    )
    assert "195 times a street ends on another one that has no node there, and 109 times two cross" in baltimore.said(
        streets, "not_noded"
    )
    assert baltimore.kinds(streets)["no_speed"] == 1
    # Four in a hundred have no coordinates.
    assert baltimore.kinds(matters)["no_place"] == baltimore.reports[matters]["refused"] == 130
    assert adds_up(baltimore.reports[matters], baltimore.counted["matter"])


def test_taipei(take: Callable[[str], Taken]) -> None:
    taipei = take("Taipei")
    _, villages, stops, table = range(4)
    assert [r["rows"] for r in taipei.reports] == [12, 456, 4040, 4041]
    repaired = {f["text"].split(",")[0] for f in taipei.reports[villages]["findings"] if f["kind"] == "repaired"}
    assert len(repaired) == 2
    assert taipei.kinds(stops)["swapped"] == 1
    assert "swapped (24.97756851, 121.5556885)" in taipei.said(stops, "swapped")
    assert stated(taipei, stops) == [88.0]
    assert adds_up(taipei.reports[stops], taipei.counted["household"])
    assert taipei.reports[table]["written"] is False
