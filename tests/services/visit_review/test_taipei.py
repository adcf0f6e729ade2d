"""Taipei's 4,041 truck stops as addresses: every planted untruth is found, and how often honest visits are flagged."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.coverage.bound import covered_at_least, sample_size
from geo.coverage.spread import spread_sample
from geo.metric import flatten
from services.visit_review.tables import DeviceMixup, VisitReview
from services.visits.tables import Visit
from tests import town
from tests.places import real_data
from tests.services.visit_review import taipei

DRAWS = 200


def test_every_planted_untruth_is_found_and_false_flags_are_few(session: Session, tmp_path: Path) -> None:
    villages = taipei.stops(real_data() / "taipei" / "垃圾車點位資訊.csv")
    doors = [door for village in villages.values() for door in village]
    homes = tmp_path / "homes.csv"
    homes.write_text("编号,经度,纬度\n" + "\n".join(f"{ref},{at[0]},{at[1]}" for ref, at in doors), encoding="utf-8")
    town.take(session, "households", homes)
    quarter = taipei.simulate(villages)
    town.take(session, "visits", taipei.write(tmp_path / "visits.csv", quarter))
    flagged = {row.ref: set(row.reasons) for row in session.scalars(select(VisitReview))}
    found = session.scalars(select(DeviceMixup)).all()
    assert {one.device: one.frame for one in found} == dict.fromkeys(quarter.devices, "gcj02")
    for kind in ("far", "armchair", "repeated", "outside_hours", "short", "skewed", "batched"):
        assert quarter.untrue[kind] <= {ref for ref, reasons in flagged.items() if kind in reasons}, kind
    # A drive is seen at each door but those that lie nearer together than its clock and the accuracies can tell.
    driven = quarter.untrue["impossible"]
    assert sum("impossible" in flagged.get(ref, ()) for ref in driven) >= 0.7 * len(driven)
    visited = set(session.scalars(select(Visit.household_ref)))
    assert {ref for ref, _ in doors} - visited == quarter.missed
    untrue = set().union(*quarter.untrue.values())
    devices = {str(row[0]): row[3] for row in quarter.rows}
    honest = [ref for ref in devices if ref not in untrue and devices[ref] not in quarter.devices]
    false = Counter(reason for ref in honest for reason in flagged.get(ref, ()))
    assert (len(doors), len(quarter.rows), len(untrue), len(quarter.missed)) == (4041, 11604, 862, 173)
    # The shortest twentieth of a form is always somebody, by its very rule; of all other reasons there is hardly one.
    assert false["short"] <= 0.03 * len(honest)
    assert false.total() - false["short"] <= 0.002 * len(honest)


def test_the_bound_of_a_back_check_holds_for_what_was_really_missed() -> None:
    villages = taipei.stops(real_data() / "taipei" / "垃圾車點位資訊.csv")
    doors = sorted(door for village in villages.values() for door in village)
    missed = taipei.simulate(villages).missed
    degrees = np.array([at for _, at in doors], float)
    metres = flatten(degrees, round(float(degrees[:, 1].mean()), 2))
    size = sample_size(len(doors), Decimal("0.05"), Decimal("0.95"), 0, draw="spread")
    assert size is not None
    held = []
    for seed in range(DRAWS):
        drawn = spread_sample([ref for ref, _ in doors], metres, size, str(seed))
        found = len(missed.intersection(drawn))
        held.append(covered_at_least(len(doors), size, found, Decimal("0.95"), "spread") <= len(doors) - len(missed))
    # Nineteen draws of twenty at least claim no more than is true.
    assert sum(held) >= 0.95 * DRAWS
