"""On the map an area or a community shows its own score where the rubric scores it, else the mean of its grids."""

from decimal import Decimal
from statistics import mean

from services.access.scope import Scope
from services.assessment.cycles import cycle
from services.assessment.standings import standings
from services.geography.editions import in_force_ever
from services.measures.period import parse
from services.measures.reading import Question, Reading, read
from services.measures.registry import MEASURES
from services.measures.zones import Level
from tests.services.assessment.place import AFTERWARDS, Assessed
from tests.services.matters.place import ZONE


def scores(year: Assessed, level: Level, scope: Scope | None = None) -> Reading:
    """The measure of scores in the fourth quarter."""
    edition = next(iter(in_force_ever(year.there.session))).id
    asked = Question(MEASURES["score"], level, edition, parse("2026-Q4"), ZONE, AFTERWARDS)
    return read(year.there.session, scope or year.office, asked)


def shown(found: Reading) -> dict[str, Decimal | None]:
    """Figures by the codes of zones."""
    return {zone.code: found.value(found.at, at) for at, zone in enumerate(found.zones)}


def test_a_community_that_is_scored_shows_its_own_score_and_an_area_the_mean_of_its_grids(year: Assessed) -> None:
    for number in (1, 2, 3, 4):
        year.mark(number, "attitude", "16")
    year.run()
    session = year.there.session
    of = cycle(session, "2026-Q4")
    own = {row.code: row.points for row in standings(session, year.office, of, "community").rows if not row.unranked}
    grids = {row.code: row.points or Decimal(0) for row in standings(session, year.office, of, "grid").rows}
    communities, areas = shown(scores(year, "community")), shown(scores(year, "area"))
    assert {code: points for code, points in communities.items() if points is not None} == own
    for code, points in areas.items():
        assert points is not None
        assert float(points) == round(mean(float(g) for at, g in grids.items() if at.startswith(code)), 2)


def test_who_sees_a_part_of_a_community_is_not_told_its_score(year: Assessed) -> None:
    year.run()
    leader = Scope(year.office.person_id, "grid_leader", False, (year.target(1).zone_id,))
    found = scores(year, "community", leader)
    assert found.letters(found.at) == "w"
    assert found.numerators.max() == 0
    own = scores(year, "grid", leader)
    assert own.value(own.at, 0) == year.points(1)
