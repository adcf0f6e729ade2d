"""The 24 shapes of rules that real papers have, from the file to the score: the arithmetic stands in each file."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from services.assessment.rubric.consequences import InARow, MostImproved, Payment, WithGrade
from services.assessment.rubric.decidable import Undecided, decided
from services.assessment.rubric.grades import ByThreshold, grade_at
from services.assessment.rubric.model import Bonuses, Rubric
from services.assessment.rubric.proof import Shape, prove
from services.assessment.rubric.read import read_rubric
from services.assessment.rules.base import Room
from services.assessment.rules.item import ItemScore, score_item
from services.assessment.values import Evidence, Mark, Ratio, Standing, Tally

SHAPES = Path(__file__).with_name("shapes")
FILES = sorted(SHAPES.glob("r*.yaml"))
KINDS: dict[str, Shape] = {"count": "tallies", "share": "ratio", "marks": "marks"}
NOTHING: Mapping[str, Evidence] = {}
Found = Mapping[str, Evidence]


def shape(number: int) -> Rubric:
    """One of the 24, read and proven."""
    reading = read_rubric((SHAPES / f"r{number:02d}.yaml").read_bytes())
    assert reading.rubric is not None, [fault.render("en") for fault in reading.faults]
    assert prove(reading.rubric, lambda name: KINDS[name.split(".")[0]]).faults == ()
    return reading.rubric


def scored(rubric: Rubric, found: Found) -> dict[str, ItemScore]:
    """Each item of it; what was not found did not occur."""
    return {
        item.key: score_item(decided(item.rules), Nothing(found), decided(item.maximum), item.floor, item.opens)
        for item in rubric.items
    }


class Nothing(dict[str, Evidence]):
    """Evidence, with nothing counted under any other name."""

    def __missing__(self, name: str) -> Evidence:
        return Evidence("matter")


def points(number: int, **found: Evidence) -> list[str]:
    """The points of every item, in order, from evidence named count_x, share_x or marks_x."""
    named = {name.replace("_", ".", 1): one for name, one in found.items()}
    return [str(one.score.normalize()) for one in scored(shape(number), named).values()]


def count(number: int, level: str = "", repeat: int = 1, source: str = "") -> Evidence:
    return Evidence("matter", (Tally(number, (), repeat, source, level),))


def counts(*tallies: Tally) -> Evidence:
    return Evidence("matter", tallies)


def share(part: int, whole: int, deferred: int = 0) -> Evidence:
    return Evidence("matter", ratio=Ratio(part, whole, deferred))


def marks(*given: str) -> Evidence:
    return Evidence("form", marks=tuple(Mark(Decimal(one), "as the form says", "Li", (1,)) for one in given))


def test_there_are_24_shapes_and_each_is_proven() -> None:
    assert [path.stem for path in FILES] == [f"r{n:02d}" for n in range(1, 25)]
    assert [shape(n).id for n in range(1, 25)] == [path.stem for path in FILES]


def test_r1_points_off_for_each_until_the_item_is_empty() -> None:
    found = {"count_yards": count(3), "count_weeds": count(2), "count_parking": count(4), "count_litter": count(3),
             "count_buildings": count(2), "count_volumes": count(1), "count_signs": count(2),
             "count_mediation": count(3)}  # fmt: skip
    assert points(1, **found) == ["0", "15", "9.5"]


def test_r2_an_event_empties_the_item() -> None:
    assert points(2, count_hazards=count(2), count_accidents=count(1)) == ["0"]
    assert points(2, count_hazards=count(2)) == ["8"]


@pytest.mark.parametrize(("part", "score"), [(180, "1E+1"), (179, "9"), (158, "5")])
def test_r3_a_step_on_a_measured_rate(part: int, score: str) -> None:
    assert points(3, share_satisfied=share(part, 200)) == [score]


def paid(rubric: Rubric, found: Found) -> Decimal:
    """The one payment that a rubric proposes."""
    assert not isinstance(rubric.consequences, Undecided)
    payment = next(one for one in rubric.consequences if isinstance(one, Payment))
    return score_item(payment.rules, Nothing(found), decided(payment.maximum), payment.floor, payment.opens).score


def test_r4_a_proportion_of_money_and_not_of_points() -> None:
    assert paid(shape(4), {"share.fees": share(36_000, 40_000)}) == 4500


def test_r5_an_award_for_progress_whose_amount_is_open() -> None:
    (award,) = decided(shape(5).consequences)
    assert isinstance(award, MostImproved)
    assert decided(award.places) == 1
    proof = prove(shape(5), lambda _: "marks")
    assert [(one.at, one.what.en) for one in proof.open] == [
        ("consequences[0].amount", "how much the progress award is")
    ]


def test_r6_a_required_act_that_is_missing() -> None:
    assert points(6, count_activities=count(1)) == ["11"]


def test_r7_components_by_different_offices() -> None:
    found = points(7, marks_effect=marks("44"), marks_duty=marks("28", "27"), marks_workers=marks("18"))
    assert found == ["44", "27.5", "18"]
    assert [str(decided(c.weight)) for c in shape(7).components] == ["50", "30", "20"]


def bonus(rubric: Rubric, found: Found) -> list[Decimal]:
    """What each rule of the bonuses gives."""
    bonuses = decided(rubric.bonus)
    assert isinstance(bonuses, Bonuses)
    room = Room(Decimal(0), Decimal(0), Decimal(1000))
    return [sum((e.points for e in rule.apply(found[rule.evidence], room)), Decimal(0)) for rule in bonuses.rules]


def test_r8_a_bonus_by_level_with_a_cap_of_its_kind_and_one_over_all() -> None:
    innovation = counts(Tally(1, level="town"), Tally(1, level="province"))
    found = {"count.innovation": innovation, "count.activities": count(3, "third")}
    assert bonus(shape(8), found) == [10, 2]
    bonuses = decided(shape(8).bonus)
    assert bonuses is not None
    assert (decided(bonuses.cap), decided(bonuses.over_total)) == (Decimal(10), True)


def test_r9_deductions_by_household_and_a_bonus_inside_the_item() -> None:
    found = {"count_unknown": count(3), "count_unregistered": count(1), "count_missed": count(2),
             "count_mediated": count(1, "one")}  # fmt: skip
    assert points(9, **found) == ["9"]


def test_r10_automatic_full_marks() -> None:
    assert points(10, share_clues=share(0, 0)) == ["2E+1"]
    assert points(10, share_clues=share(8, 10), count_clues=count(10)) == ["16"]


def test_r11_concealment_and_what_is_reported_by_oneself() -> None:
    assert points(11, count_concealed=count(2), count_reported=count(1, "one")) == ["15"]
    (veto,) = decided(shape(11).vetoes)
    assert (veto.grade, veto.holds(marks("0")), veto.holds(Evidence())) == ("不合格", True, False)


def test_r12_percentage_points_below_a_target() -> None:
    found = {"share_on_time": share(54, 100, 10), "share_closed": share(85, 100), "share_urgent_closed": share(96, 100),
             "share_urgent_on_time": share(90, 100)}  # fmt: skip
    assert points(12, **found) == ["4E+1", "15", "5.5"]


def test_r13_escalation_by_repeat() -> None:
    rework = counts(Tally(4), Tally(1, repeat=2), Tally(2, repeat=3))
    assert points(13, count_rework=rework, count_false=count(1), count_refused=count(1)) == ["6"]


def test_r14_twice_for_who_brought_it_up() -> None:
    assert points(14, count_overdue=counts(Tally(2), Tally(1, source="media"), Tally(1, source="leader"))) == ["7"]


def test_r15_a_straight_share() -> None:
    assert points(15, share_on_time=share(45, 50), share_supervised=share(3, 4)) == ["54", "7.5"]


def test_r16_a_total_over_a_hundred() -> None:
    given = dict(zip(("daily", "system", "reports", "public", "special"), ("66", "5", "4.5", "9", "10"), strict=True))
    found = points(16, **{f"marks_{key}": marks(one) for key, one in given.items()})
    on_top = bonus(shape(16), {"count.events": count(2, "one")})
    assert on_top == [5]
    assert sum(map(Decimal, found)) + on_top[0] == Decimal("99.5")
    full = sum(decided(item.maximum) for item in shape(16).items)
    bonuses = decided(shape(16).bonus)
    assert bonuses is not None
    assert full + decided(bonuses.cap) == 105


def test_r17_ranks_among_the_like() -> None:
    groups = decided(shape(17).groups)
    assert len(groups) == 5
    assert len({code for group in groups for code in group.zones}) == 10


def test_r18_rates_as_items_for_those_long_enough_in_post() -> None:
    found = {"count_not_updated": count(1), "count_wrong": count(4), "share_closed": share(19, 20),
             "share_visited": share(27, 30), "marks_discipline": marks("18"),
             "share_satisfied": share(85, 100)}  # fmt: skip
    assert sum(map(Decimal, points(18, **found))) == Decimal("83.75")
    (who,) = shape(18).objects
    eligible = decided(who.eligible)
    assert eligible is not None
    assert eligible.months_in_post == 6


def test_r19_fines_and_pay_in_yuan() -> None:
    found = {"count.meetings_missed": count(1), "count.reports": count(88), "count.bad_manuals": count(1),
             "count.useful": count(7, "one")}  # fmt: skip
    assert paid(shape(19), found) == -50


def test_r20_a_consequence_over_time_is_a_proposal() -> None:
    rubric = shape(20)
    (after,) = decided(rubric.consequences)
    assert isinstance(after, InARow)
    grades = decided(rubric.grades)
    assert isinstance(grades, ByThreshold)
    assert (after.times, after.grade) == (2, grade_at(grades, Decimal(58)).zh)
    assert grade_at(grades, Decimal(60)).zh == "好"


def test_r21_points_that_are_carried_over() -> None:
    assert points(21, count_good=count(2, "one")) == ["95", "2"]
    assert shape(21).roll_up.carry_over == ("good",)


def test_r22_coverage_by_band_times_two_factors() -> None:
    found = {"share_visited": share(189, 200), "count_type": count(1, "old"), "count_season": count(1, "winter")}
    assert points(22, **found) == ["9.24"]


def test_r22_as_printed_has_a_hole_and_is_refused() -> None:
    text = (SHAPES / "r22.yaml").read_text(encoding="utf-8").replace("{from: 90, below: 95,", "{from: 90, below: 94,")
    reading = read_rubric(text.encode())
    assert [fault.problem.render("en") for fault in reading.faults] == ["what is from 94 to below 95 is in no band"]


@pytest.mark.parametrize(("part", "grade"), [(96, "A"), (95, "A"), (90, "B"), (89, "C"), (80, "D"), (79, "E")])
def test_r23_a_grade_for_every_rate(part: int, grade: str) -> None:
    grades = decided(shape(23).grades)
    assert isinstance(grades, ByThreshold)
    total = scored(shape(23), {"share.on_time": share(part, 100)})["rate"].score
    assert grade_at(grades, total).zh == grade


def test_r23_without_a_rate_there_is_no_grade_and_as_printed_ninety_falls_through() -> None:
    assert scored(shape(23), {"share.on_time": share(0, 0)})["rate"].standing is Standing.NOT_APPLICABLE
    text = (SHAPES / "r23.yaml").read_text(encoding="utf-8").replace("{grade: B, from: 90,", "{grade: B, from: 90.01,")
    rubric = read_rubric(text.encode()).rubric
    assert rubric is not None
    faults = prove(rubric, lambda _: "ratio").faults
    assert [f.problem.render("en") for f in faults] == ["what is from 90 to below 90.01 is in no band"]


def test_r24_what_results_are_used_for() -> None:
    assert points(24, count_faults=count(3)) == ["94"]
    uses = [one.grade for one in decided(shape(24).consequences) if isinstance(one, WithGrade)]
    assert uses == ["优秀", "合格"]
