"""What is opened when visits come in, with which thresholds."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.crs import wgs84_to_gcj02
from geo.metric import metres_per_degree
from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.errors import Forbidden, Invalid
from services.visit_review.limits import held, set_limit, thresholds
from services.visit_review.look import look_all
from services.visit_review.tables import DeviceMixup, VisitLook, VisitReview, VisitReviewEvent
from tests import town
from tests.services.visit_review.place import DOORS, settle, take_visits, visit


@pytest.fixture
def office(session: Session, tmp_path: Path) -> Scope:
    """The office's scope, in the town with ten doors."""
    settle(session, tmp_path)
    person = add_person(session, NewPerson("office", "Office", "office"), "a long password")
    return Scope(person.id, "office", everything=True, grid_ids=())


def opened(session: Session) -> dict[str, list[str]]:
    return {r.ref: r.reasons for r in session.scalars(select(VisitReview).order_by(VisitReview.ref))}


def test_a_file_of_visits_opens_reviews_and_says_so(session: Session, office: Scope, tmp_path: Path) -> None:
    report = take_visits(session, tmp_path, [visit("V0", 0), visit("V1", 1, (0, 120), 30), visit("V2", 2, (0, 60), 60)])
    assert opened(session) == {"V1": ["far"], "V2": ["away"]}
    assert [f.kind for f in report.findings] == ["visit_review"]
    review = session.scalars(select(VisitReview).where(VisitReview.ref == "V1")).one()
    assert (round(review.away_m or 0), review.state, review.seq) == (120, "open", 1)
    event = session.scalars(select(VisitReviewEvent).where(VisitReviewEvent.visit_id == review.visit_id)).one()
    assert (event.act, event.reasons, event.person_id) == ("open", ["far"], None)
    look = session.get_one(VisitLook, review.look_id)
    assert (look.visits, look.opened, look.limits["review_m"], look.limits["reply_days"]) == (3, 2, 100, 7)
    assert (review.reply_until - review.opened_at).days == 7


def test_a_second_look_opens_nothing_again_and_adds_what_is_new(
    session: Session, office: Scope, tmp_path: Path
) -> None:
    take_visits(session, tmp_path, [visit("V1", 1, (0, 60), 30)])
    again = look_all(session, town.READING.zone)
    assert (again.visits, again.opened, again.more) == (1, 0, 0)
    # The next file brings a visit a moment before, from 3 km off: that one is far, and V1 was reached impossibly fast.
    take_visits(session, tmp_path, [visit("V0", 0, (0, 3000), 29)])
    assert opened(session) == {"V0": ["far"], "V1": ["away", "impossible"]}
    acts = session.execute(
        select(VisitReviewEvent.act, VisitReviewEvent.reasons)
        .join(VisitReview, VisitReview.visit_id == VisitReviewEvent.visit_id)
        .where(VisitReview.ref == "V1").order_by(VisitReviewEvent.seq)
    ).all()  # fmt: skip
    assert [tuple(a) for a in acts] == [("open", ["away"]), ("more", ["impossible"])]


def test_a_threshold_holds_from_now_on_with_its_source(session: Session, office: Scope, tmp_path: Path) -> None:
    set_limit(session, office, "near_m", 70, " 云街办〔2026〕9号 ")
    take_visits(session, tmp_path, [visit("V1", 1, (0, 60), 30)])
    assert opened(session) == {}
    own = next(one for one in thresholds(session) if one.name == "near_m")
    assert (own.value, own.source, own.own) == (70, "云街办〔2026〕9号", True)
    assert held(session).limits.near_m == 70
    for name, value, source, code in (
        ("near", 1, "x", "no_limit"), ("near_m", -1, "x", "limit_value"), ("strand_visits", 2.5, "x", "limit_value"),
        ("near_m", 1, " ", "limit_source"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            set_limit(session, office, name, value, source)
        assert refused.value.code == f"visit_review.{code}"
    with pytest.raises(Forbidden):
        set_limit(session, Scope(office.person_id, "community", everything=False, grid_ids=()), "near_m", 1, "x")


def shifted(ref: str, door: int, minute: float) -> str:
    """A visit that is told in GCJ-02."""
    true = town.at(*DOORS[door])
    lon, lat = (float(v) for v in wgs84_to_gcj02(*true))
    east_m, north_m = metres_per_degree(town.LAT)
    return visit(ref, door, ((lon - true[0]) * east_m, (lat - true[1]) * north_m), minute, device="d7")


def test_the_innocent_cause_comes_first(session: Session, office: Scope, tmp_path: Path) -> None:
    few = [shifted(f"S{i:02d}", i % 10, 1440 * i) for i in range(19)]
    take_visits(session, tmp_path, few)
    # Nineteen visits of a device say nothing yet: each is far on its own.
    assert set(map(tuple, opened(session).values())) == {("far",)}
    report = take_visits(session, tmp_path, [shifted("S19", 9, 1440 * 19)])
    assert [f.kind for f in report.findings] == ["device_mixup"]
    mixup = session.scalars(select(DeviceMixup)).one()
    assert (mixup.device, mixup.frame, mixup.visits, mixup.state) == ("d7", "gcj02", 20, "found")
    assert mixup.left_m < 1
    assert (mixup.east_m**2 + mixup.north_m**2) ** 0.5 > 300
    assert len(mixup.offsets) == 20
    states = session.execute(select(VisitReview.state, VisitReview.outcome, func.count()).group_by("state", "outcome"))
    assert [tuple(s) for s in states] == [("decided", "explained", 19)]
    # Found once, however often one looks.
    assert look_all(session, town.READING.zone).devices == 0
