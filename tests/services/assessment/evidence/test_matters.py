"""Evidence of matters, worked by hand in a small town, and equal to what the pages show."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text, update

from services.assessment.evidence.places import places
from services.assessment.evidence.query import Asked
from services.assessment.evidence.read import key_of, nothing, read
from services.assessment.evidence.registry import EVIDENCE, given_by_people, known
from services.assessment.values import Evidence, Ratio, Standing
from services.errors import Invalid, NotFound
from services.geography.editions import in_force
from services.matters.indicators.formulas import INDICATORS
from services.matters.indicators.table import Asked as Table
from services.matters.indicators.table import table
from services.matters.tables import Matter
from services.measures.known.incidents_per_household import MEASURE
from services.measures.period import edges, parse
from services.measures.reading import Question
from services.measures.reading import read as read_measure
from tests import town
from tests.services.assessment.place import report_october
from tests.services.matters.place import ZONE, Town, at, of

OCTOBER = parse("2026-10")
NOW = at("2026-11-20 12:00")


@pytest.fixture
def ids(there: Town) -> list[UUID]:
    """What was reported in October."""
    return report_october(there)


def asked(there: Town, role: str = "office") -> Asked:
    edition = in_force(there.session)
    assert edition is not None
    starts, stops = edges([OCTOBER], ZONE)
    return Asked(of(there.session, role), edition.id, starts, stops, NOW, ZONE, around_m=50)


def grid(there: Town, number: int) -> int:
    found: int = there.session.execute(
        text("SELECT id FROM zone WHERE code = :code"), {"code": town.GRIDS[number - 1]}).scalar_one()  # fmt: skip
    return found


def counted(found: dict[int, Evidence], grid_id: int) -> dict[tuple[int, str, bool], list[UUID]]:
    return {(t.repeat, t.source, t.deferred): sorted(map(key_of, t.refs)) for t in found[grid_id].tallies}


def test_incidents_count_once_by_source_and_voided_ones_not_at_all(there: Town, ids: list[UUID]) -> None:
    found = read(there.session, "matters_found", asked(there))
    assert counted(found, grid(there, 1)) == {(1, "own_grid", False): sorted((ids[0], ids[2])),
                                              (1, "hotline", False): [ids[1]]}  # fmt: skip
    assert counted(found, grid(there, 3)) == {(1, "own_grid", False): [ids[7]]}
    assert grid(there, 4) not in found


def test_the_surroundings_are_counted_for_the_nearest_grid_if_near_enough(there: Town, ids: list[UUID]) -> None:
    near, far = (read(there.session, "matters_around", replace(asked(there), around_m=m)) for m in (50, 30))
    assert counted(near, grid(there, 4)) == {(1, "hotline", False): [ids[5]]}
    assert far == {}


def test_open_at_the_end_is_what_was_open_then_and_deferrals_stand_apart(there: Town, ids: list[UUID]) -> None:
    found = read(there.session, "matters_open", asked(there))
    assert counted(found, grid(there, 2)) == {(1, "resident", True): [ids[3]], (1, "department", False): [ids[4]]}
    assert counted(found, grid(there, 3)) == {(1, "own_grid", False): [ids[7]]}
    assert grid(there, 1) not in found
    # On the 15th the second and third were not closed yet, and the third's deferral was over.
    early = read(there.session, "matters_open", replace(asked(there), now=at("2026-10-15 00:00")))
    assert counted(early, grid(there, 1)) == {(1, "hotline", False): [ids[1]], (1, "own_grid", False): [ids[2]]}


def test_late_is_a_deadline_that_passed_unmet_and_what_was_ever_deferred_stands_apart(
    there: Town, ids: list[UUID]
) -> None:
    found = read(there.session, "matters_late", asked(there))
    # The third was due on the 12th and some workdays more, and closed on the 26th.
    assert counted(found, grid(there, 1)) == {(1, "hotline", False): [ids[1]], (1, "own_grid", True): [ids[2]]}
    # The fourth is due in December; the fifth was due in October.
    assert counted(found, grid(there, 2)) == {(1, "department", False): [ids[4]]}
    before = read(there.session, "matters_late", replace(asked(there), now=at("2026-10-10 08:59")))
    assert before == {}


def test_rework_says_how_often(there: Town, ids: list[UUID]) -> None:
    found = read(there.session, "matters_reworked", asked(there))
    assert {g: counted(found, g) for g in found} == {grid(there, 1): {(1, "own_grid", False): [ids[0]]}}


def test_closed_on_time_says_what_is_missing_and_what_was_deferred(there: Town, ids: list[UUID]) -> None:
    ratio = read(there.session, "closed_on_time", asked(there))[grid(there, 1)].ratio
    assert ratio == Ratio(1, 3, 1, (ids[1].int,))


def test_discovery_is_the_own_share_of_what_was_found(there: Town, ids: list[UUID]) -> None:
    ratio = read(there.session, "discovery", asked(there))[grid(there, 1)].ratio
    assert ratio == Ratio(2, 3, 0, (ids[1].int,))


def test_the_counts_are_those_of_the_pages(there: Town, ids: list[UUID]) -> None:
    """Indicators by grid, and the measure of incidents."""
    question = asked(there)
    shown = table(there.session, Table(question.scope, question.edition_id, "grid", OCTOBER, ZONE, NOW, "en", 50))
    figure = {
        row.code: {i.key: f for i, f in zip(INDICATORS, row.figures, strict=True)} for row in shown.rows if row.code
    }
    on_time, discovery = (read(there.session, name, question) for name in ("closed_on_time", "discovery"))
    measured = read_measure(
        there.session, question.scope, Question(MEASURE, "grid", question.edition_id, OCTOBER, ZONE, NOW)
    )
    found = read(there.session, "matters_found", question)
    for number, code in enumerate(town.GRIDS, 1):
        of_grid = grid(there, number)
        ratio = on_time.get(of_grid, nothing("closed_on_time")).ratio
        assert ratio is not None
        assert (ratio.numerator, ratio.denominator - ratio.deferred) == (
            figure[code]["on_time_of_undeferred"].n, figure[code]["on_time_of_undeferred"].of)  # fmt: skip
        own = discovery.get(of_grid, nothing("discovery")).ratio
        assert own is not None
        assert (own.numerator, own.denominator) == (figure[code]["discovery"].n, figure[code]["discovery"].of)
        at_zone = [z.code for z in measured.zones].index(code)
        incidents = sum(t.count for t in found[of_grid].tallies) if of_grid in found else 0
        assert incidents == measured.numerators[measured.at, at_zone]


def test_a_group_of_types_or_the_beginning_of_a_code_narrows_it(there: Town, ids: list[UUID]) -> None:
    there.session.execute(update(Matter).where(Matter.id == ids[1]).values(code="L1001"))
    found = {
        name: read(there.session, f"matters_found.{name}", asked(there)) for name in ("sanitation", "06", "06010", "l1")
    }
    assert counted(found["l1"], grid(there, 1)) == {(1, "hotline", False): [ids[1]]}
    assert found["06"] == found["06010"]
    assert (1, "hotline", False) not in counted(found["06"], grid(there, 1))
    members = there.session.scalars(text("SELECT code FROM code_group_member WHERE group_key = 'sanitation'")).all()
    assert ("06010" in members) == (grid(there, 1) in found["sanitation"])


def test_nobody_reads_what_is_not_theirs_nor_more_than_was_asked_for(there: Town, ids: list[UUID]) -> None:
    mine = read(there.session, "matters_found", asked(there, "grid_leader"))
    assert set(mine) == {grid(there, 1)}
    two = read(there.session, "matters_found", replace(asked(there), grids=(grid(there, 2),)))
    assert set(two) == {grid(there, 2)}
    none = read(there.session, "matters_found", replace(asked(there, "grid_leader"), grids=(grid(there, 2),)))
    assert none == {}


def test_the_places_of_evidence_are_told_within_scope(there: Town, ids: list[UUID]) -> None:
    question = asked(there)
    refs = [i.int for i in (ids[0], ids[4])]
    told = places(there.session, question.scope, question.edition_id, "matter", refs)
    assert {p.id: p.grid_id for p in told} == {ids[0]: grid(there, 1), ids[4]: grid(there, 2)}
    assert min(p.at.lon for p in told) == pytest.approx(town.at(20, 50)[0], abs=1e-7)
    leader = of(there.session, "grid_leader")
    assert [p.id for p in places(there.session, leader, question.edition_id, "matter", refs)] == [ids[0]]
    assert places(there.session, question.scope, question.edition_id, "month", [1]) == []


def test_a_name_that_there_is_not_is_refused_with_those_there_are(there: Town) -> None:
    with pytest.raises(NotFound, match="matters_found"):
        read(there.session, "rumours", asked(there))
    with pytest.raises(Invalid, match="zz"):
        read(there.session, "matters_found.zz", asked(there))
    with pytest.raises(Invalid):
        read(there.session, "coverage.06", asked(there))


def test_names_are_known_before_they_are_asked() -> None:
    assert known("matters_found.06") is EVIDENCE["matters_found"]
    assert known("coverage.06") is None
    assert known("rumours") is None
    assert given_by_people("marks.attitude")
    assert not given_by_people("marks")


def test_of_nothing_a_count_is_none_and_a_share_is_not_applicable() -> None:
    assert nothing("matters_found") == Evidence("matter")
    assert nothing("coverage").standing is Standing.NOT_APPLICABLE
