"""Search by code, name and address in the small town."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.geography.editions import by_name
from services.geography.tables import Zone
from services.search.find import find
from tests import town

ALL = Scope(uuid4(), "office", True, ())
A, B, EAST_OF_D = 50.0, 150.0, 430.0


@pytest.fixture
def place(session: Session, tmp_path: Path) -> Session:
    """Four grids; three households with addresses, the last outside; two stretches of one street, and another."""
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    rows = [
        f"H{i},{town.at(x, 50)[0]!r},{town.at(x, 50)[1]!r},{address}"
        for i, (x, address) in enumerate([(A, "人民路1号101"), (B, "人民路2号"), (EAST_OF_D, "100%_Elm Row")])
    ]
    path = tmp_path / "homes.csv"
    path.write_text("编号,经度,纬度,地址\n" + "\n".join(rows) + "\n", encoding="utf-8")
    town.take(session, "households", path)
    for name, line in (("人民路", "0 0, 0.001 0"), ("人民路", "1 1, 1.1 1"), ("Elm Row", "2 2, 2.1 2")):
        session.execute(
            text("INSERT INTO street (name, geom) VALUES (:name, ST_Multi(ST_GeomFromText(:line, 4326)))"),
            {"name": name, "line": f"LINESTRING({line})"},
        )
    return session


def hits(session: Session, words: str, scope: Scope = ALL) -> list[tuple[str, str]]:
    edition = by_name(session, "first")
    assert edition is not None
    return [(h.kind, h.label) for h in find(session, scope, edition.id, words)]


def grids(session: Session, *codes: str) -> Scope:
    ids = session.scalars(select(Zone.id).where(Zone.level == "grid", Zone.code.in_(codes))).all()
    return Scope(uuid4(), "grid_leader", False, tuple(ids))


def test_a_street_comes_once_and_before_its_addresses(place: Session) -> None:
    assert hits(place, "人民") == [("street", "人民路"), ("household", "人民路1号101"), ("household", "人民路2号")]


def test_all_words_must_fit(place: Session) -> None:
    assert hits(place, "人民路 101") == [("household", "人民路1号101")]
    assert hits(place, "人民路 999") == []
    assert hits(place, "  ") == []


def test_a_street_stands_on_its_longest_stretch(place: Session) -> None:
    edition = by_name(place, "first")
    assert edition is not None
    assert find(place, ALL, edition.id, "人民路")[0].at == pytest.approx((1.05, 1))


def test_wildcards_stand_for_themselves(place: Session) -> None:
    assert hits(place, "100%_") == [("household", "100%_Elm Row")]
    assert hits(place, "人_路") == []
    assert hits(place, "%") == [("household", "100%_Elm Row")]


def test_zones_are_found_by_code_and_name_the_beginning_first(place: Session) -> None:
    assert hits(place, town.GRIDS[2]) == [("zone", "Z001")]
    found = hits(place, "z00")
    assert len(found) == 6
    edition = by_name(place, "first")
    assert edition is not None
    # "999901001001" begins the code of a community and of two grids, and lies inside no other.
    assert [(h.level, h.detail[-4:]) for h in find(place, ALL, edition.id, "999901001001")] == [
        ("community", "1001"), ("grid", "1001"), ("grid", "1002"),
    ]  # fmt: skip


def test_addresses_come_from_the_callers_grids_alone(place: Session) -> None:
    mine = grids(place, town.GRIDS[0])
    assert hits(place, "人民路", mine) == [("street", "人民路"), ("household", "人民路1号101")]
    assert hits(place, "Elm", mine) == [("street", "Elm Row")]
    # The household outside all grids belongs to whoever answers for the nearest one.
    assert ("household", "100%_Elm Row") in hits(place, "Elm", grids(place, town.GRIDS[3]))
    assert hits(place, town.GRIDS[1], mine) == []


def test_reading_addresses_is_on_record_and_reading_none_is_not(place: Session) -> None:
    def events() -> list[tuple[str, dict[str, object]]]:
        rows = place.execute(
            select(AuditEvent.action, AuditEvent.detail).where(AuditEvent.action == "search.addresses")
        )
        return [(action, detail) for action, detail in rows]

    hits(place, "z00")
    assert events() == []
    hits(place, "人民路")
    assert [(action, detail["q"], detail["n"]) for action, detail in events()] == [("search.addresses", "人民路", 2)]


def test_there_are_at_most_twenty(place: Session, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    lon, lat = town.at(A, 20)
    path.write_text(
        "编号,经度,纬度,地址\n" + "\n".join(f"N{i},{lon},{lat},长街{i}号" for i in range(30)), encoding="utf-8"
    )
    town.take(place, "households", path)
    assert len(hits(place, "长街")) == 20
