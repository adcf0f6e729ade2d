"""The list of matters: what is shipped, what a written code stands for, and what the office may edit."""

import csv
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from seeds.ground import CODES
from seeds.town import year
from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.matters.codes.catalogue import NATIONAL, OLDER, Catalogue, load_codes
from services.matters.codes.edit import NewCode, add_local, set_group, set_in_use
from services.matters.codes.load import lay_codes
from services.matters.codes.pairs import decide_pair, pairs
from services.matters.codes.tables import CodeCrosswalk, CodeGroupMember, MatterCode

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
OFFICE = Scope(uuid4(), "office", everything=True, grid_ids=())
COMMUNITY = Scope(uuid4(), "community", everything=False, grid_ids=())
NEW = NewCode("L9001", "井盖异响", "Rattling manhole cover", "L9", "其他", "Other")


@pytest.fixture
def codes(session: Session) -> Catalogue:
    """The list as a new instance has it."""
    return load_codes(session)


def test_the_national_classes_are_there_in_full(codes: Catalogue) -> None:
    counted = {
        c: sum(1 for x in codes.codes.values() if x.class_code == c) for c in ("03", "06", "07", "08", "09", "10")
    }
    # 06031, 07005 and 09007 are absent in the list itself; of class 03 there are the sanitation ones.
    assert counted == {"03": 3, "06": 51, "07": 7, "08": 16, "09": 21, "10": 2}
    assert not {"06031", "07005", "09007"} & codes.codes.keys()
    assert codes.codes["06010"].name == "暴露垃圾"
    assert codes.name("06010", "en") == "Exposed rubbish"


def test_every_row_says_how_far_it_was_verified(codes: Catalogue, session: Session) -> None:
    assert {(c.standard, c.verified) for c in codes.codes.values()} == {(NATIONAL, "transcribed"), ("local", "local")}
    marks = session.execute(select(CodeCrosswalk.verified, func.count()).group_by(CodeCrosswalk.verified)).all()
    assert dict(marks) == {"names_agree": 14, "by_rule": 81}


@pytest.mark.parametrize(
    ("written", "code", "via"),
    [
        ("06010", "06010", "listed"),
        (" l5001 ", "L5001", "listed"),
        ("99990106010", "06010", "eleven_digits"),
        ("01-10", "06010", "crosswalk"),
        ("0410", "09010", "crosswalk"),
        # By the rule alone it would be 06009; that is not used until somebody confirms it.
        ("01-09", None, None),
        ("Needle Pickup", None, None),
        ("06031", None, None),
        ("", None, None),
    ],
)
def test_a_written_code_stands_for(codes: Catalogue, written: str, code: str | None, via: str | None) -> None:
    found = codes.find(written)
    assert (found and found.code.code, found and found.via) == (code, via)


def test_an_unknown_code_is_its_own_name_and_is_counted(codes: Catalogue) -> None:
    assert codes.name("Needle Pickup", "zh") == "Needle Pickup"
    assert codes.unknown(["06010", "Needle Pickup", "x", "Needle Pickup"]) == {"Needle Pickup": 2, "x": 1}


def test_the_demo_town_uses_the_list_alone(codes: Catalogue) -> None:
    assert not codes.unknown(year.CODES)


def test_sanitation_holds_the_three_subjects_of_the_measures(codes: Catalogue) -> None:
    """Townscape and sanitation, lanes kept clean, adverts pasted about."""
    assert all(codes.in_group(code, "sanitation") for code in ("06010", "L5001", "07001", "01-10"))
    assert not any(codes.in_group(code, "sanitation") for code in ("09006", "Needle Pickup"))


def test_pairs_follow_the_rule_that_the_fourteen_checked_ones_show() -> None:
    with (CODES / "crosswalk.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        old, new = re.fullmatch(r"(\d\d)(\d\d)", row["from_code"]), row["to_code"]
        assert old is not None
        assert new == f"{int(old[1]) + 5:02d}{int(old[2]):03d}"


def test_laying_the_list_again_keeps_what_the_office_edited(session: Session) -> None:
    set_group(session, OFFICE, "sanitation", ["06010"])
    decide_pair(session, OFFICE, OLDER, "0109", NOW, agrees=True)
    add_local(session, OFFICE, NEW)
    set_in_use(session, OFFICE, "06013", in_use=False)
    before = session.scalar(select(func.count()).select_from(MatterCode))
    lay_codes(session, CODES)
    after = load_codes(session)
    assert session.scalars(select(CodeGroupMember.code)).all() == ["06010"]
    assert after.find("01-09") is not None
    assert "L9001" in {c.code for c in after.offered()}
    assert "06013" not in {c.code for c in after.offered()}
    assert after.codes["06013"].name == "道路破损"
    assert session.scalar(select(func.count()).select_from(MatterCode)) == before


def test_a_wrong_edit_is_refused(session: Session) -> None:
    add_local(session, OFFICE, NEW)
    with pytest.raises(Conflict, match="L9001"):
        add_local(session, OFFICE, NEW)
    with pytest.raises(Invalid):
        add_local(session, OFFICE, NewCode("06099", "x", "x", "06", "x", "x"))
    with pytest.raises(NotFound, match="06031"):
        set_group(session, OFFICE, "sanitation", ["06010", "06031"])
    with pytest.raises(NotFound):
        set_in_use(session, OFFICE, "06031", in_use=True)
    with pytest.raises(Forbidden):
        set_group(session, COMMUNITY, "sanitation", [])


def test_a_pair_is_used_once_it_is_confirmed_and_no_more_when_it_is_rejected(session: Session) -> None:
    """0109 follows from the rule alone; the names of 0110 agree."""
    assert (load_codes(session).find("0109"), load_codes(session).find("0110") is not None) == (None, True)
    decide_pair(session, OFFICE, OLDER, "0109", NOW, agrees=True)
    decide_pair(session, OFFICE, OLDER, "0110", NOW, agrees=False)
    assert (load_codes(session).find("0109") is not None, load_codes(session).find("0110")) == (True, None)
    found = {p.code: (p.verified, p.used, p.decided_at) for p in pairs(session, OFFICE)}
    assert (found["0109"], found["0110"]) == (("office", True, NOW), ("rejected", False, NOW))
    told = session.scalars(select(AuditEvent.detail).where(AuditEvent.action == "code.pair")).all()
    assert [(d["before"], d["after"]) for d in told] == [("by_rule", "office"), ("names_agree", "rejected")]


def test_pairs_are_the_offices_alone(session: Session) -> None:
    community = Scope(uuid4(), "community", everything=False, grid_ids=())
    with pytest.raises(Forbidden):
        pairs(session, community)
    with pytest.raises(Forbidden):
        decide_pair(session, community, OLDER, "0109", NOW, agrees=True)
    with pytest.raises(NotFound):
        decide_pair(session, OFFICE, OLDER, "9999", NOW, agrees=True)
