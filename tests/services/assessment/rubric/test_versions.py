"""Versions: handed in by the office, approved once and for all, read by those who are assessed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.assessment.rubric import versions
from services.assessment.rubric.tables import RubricVersion
from services.database import act_as
from services.errors import Conflict, Forbidden, Invalid, NotFound
from tests.services.assessment.rubric.small import SMALL, changed, small

NOW = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2027, 1, 1)


def person(session: Session, login: str, role: str) -> Scope:
    made = add_person(session, NewPerson(login, login.title(), role), "a long password")
    return Scope(made.id, role, everything=role == "office", grid_ids=())


@pytest.fixture
def office(session: Session) -> Scope:
    """Somebody of the office."""
    return person(session, "office", "office")


def approve(session: Session, office: Scope, version: RubricVersion, day: date = DAY) -> None:
    versions.approve(session, office, version.id, "领导小组 2026 年第 3 次会议", day, NOW)


def test_a_file_becomes_the_next_version_of_its_rubric(session: Session, office: Scope) -> None:
    first = versions.add(session, office, SMALL.encode())
    second = versions.add(session, office, changed(("components.0.items.0.floor", 1)))
    assert [(v.rubric, v.number, v.state) for v in (first, second)] == [("small", 1, "draft"), ("small", 2, "draft")]
    assert versions.rubric_of(first) == small()
    assert first.file == SMALL


def test_what_a_version_says_already_is_no_new_one(session: Session, office: Scope) -> None:
    versions.add(session, office, SMALL.encode())
    with pytest.raises(Conflict, match="says exactly this already"):
        versions.add(session, office, SMALL.replace("0.1}", "0.10}").encode())


def test_a_file_with_faults_is_refused_with_the_first_of_them(session: Session, office: Scope) -> None:
    with pytest.raises(Invalid) as refused:
        versions.add(session, office, SMALL.replace("each: 0.1", "each: 0").encode())
    assert refused.value.message.render("zh") == (
        "文件有 1 处问题，第一处：components[0].items[0].rules[0].each，第 16 行：应写大于 0 的数字"
    )


@pytest.mark.parametrize("role", ["inspector", "community", "area_leader", "grid_leader", "forum"])
def test_others_than_the_office_keep_no_rubrics(session: Session, office: Scope, role: str) -> None:
    made = versions.add(session, office, SMALL.encode())
    other = person(session, "other", role)
    with pytest.raises(Forbidden):
        versions.add(session, other, changed(("total", 100), ("components.0.items.0.floor", 2)))
    with pytest.raises(Forbidden):
        approve(session, other, made)
    with pytest.raises(Forbidden):
        versions.discard(session, other, made.id)


def test_an_approved_version_is_named_dated_and_hashed(session: Session, office: Scope) -> None:
    made = versions.add(session, office, SMALL.encode())
    approve(session, office, made)
    assert (made.state, made.valid_from, made.approved_by) == ("approved", DAY, office.person_id)
    noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "rubric.approve")).one()
    assert noted.detail == {"rubric": "small", "number": 1, "sha256": made.sha256, "valid_from": "2027-01-01"}


def test_what_is_not_proven_is_not_approved(session: Session, office: Scope) -> None:
    made = versions.add(session, office, changed(("components.0.weight", 90)))
    with pytest.raises(Invalid) as refused:
        approve(session, office, made)
    assert "the weights add up to 90, not to 100" in str(refused.value)


@pytest.mark.parametrize(
    ("decision", "day", "said"),
    [
        (" ", DAY, "Say who decided it"),
        ("x" * 301, DAY, "Say who decided it"),
        ("第 3 号", date(2026, 11, 30), "from today on or later"),
    ],
)
def test_an_approval_names_its_decision_and_a_day_to_come(
    session: Session, office: Scope, decision: str, day: date, said: str
) -> None:
    made = versions.add(session, office, SMALL.encode())
    with pytest.raises(Invalid, match=said):
        versions.approve(session, office, made.id, decision, day, NOW)


def test_an_approved_version_is_neither_approved_again_nor_thrown_away(session: Session, office: Scope) -> None:
    made = versions.add(session, office, SMALL.encode())
    approve(session, office, made)
    with pytest.raises(Conflict, match="is approved and does not change"):
        approve(session, office, made)
    with pytest.raises(Conflict, match="is approved and does not change"):
        versions.discard(session, office, made.id)


def test_a_draft_is_thrown_away_and_its_number_is_free_again(session: Session, office: Scope) -> None:
    made = versions.add(session, office, SMALL.encode())
    versions.discard(session, office, made.id)
    session.expire_all()
    with pytest.raises(NotFound):
        versions.version_named(session, office, made.id)
    assert versions.add(session, office, SMALL.encode()).number == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE rubric_version SET file = 'x'", "UPDATE rubric_version SET valid_from = '2030-01-01'",
     "DELETE FROM rubric_version", "TRUNCATE rubric_version"],
)  # fmt: skip
def test_not_even_the_owner_of_the_tables_changes_what_is_approved(
    session: Session, office: Scope, statement: str
) -> None:
    approve(session, office, versions.add(session, office, SMALL.encode()))
    with pytest.raises(DBAPIError, match=r"does not change|are kept|foreign key"):
        session.execute(text(statement))


def test_what_a_draft_says_is_not_exchanged(session: Session, office: Scope) -> None:
    versions.add(session, office, SMALL.encode())
    with pytest.raises(DBAPIError, match="is not exchanged"):
        session.execute(text("UPDATE rubric_version SET file = 'x'"))


def test_a_hash_that_is_not_of_the_bytes_is_refused(session: Session, office: Scope) -> None:
    with pytest.raises(DBAPIError, match="ck_rubric_version_sha256"):
        session.execute(
            text("INSERT INTO rubric_version (rubric, number, file, canonical, sha256, state, added_by) "
                 "VALUES ('x', 1, '', '\\x00', 'abc', 'draft', :by)"), {"by": office.person_id}
        )  # fmt: skip


def test_the_version_in_force_is_the_last_approved_from_that_day_or_before(session: Session, office: Scope) -> None:
    first = versions.add(session, office, SMALL.encode())
    second = versions.add(session, office, changed(("components.0.items.0.floor", 1)))
    versions.add(session, office, changed(("components.0.items.0.floor", 2)))
    approve(session, office, first)
    approve(session, office, second, date(2027, 7, 1))
    found = [versions.in_force(session, office, "small", date(year, month, 1))
             for year, month in ((2026, 12), (2027, 1), (2027, 6), (2027, 7))]  # fmt: skip
    assert [one and one.number for one in found] == [None, 1, 1, 2]


@pytest.mark.parametrize(
    ("role", "seen"),
    [("office", [2, 1]), ("inspector", [1]), ("community", [1]), ("area_leader", [1]), ("grid_leader", [1]),
     ("forum", [])],
)  # fmt: skip
def test_drafts_are_the_offices_and_the_forum_reads_none(
    session: Session, office: Scope, role: str, seen: list[int]
) -> None:
    """Once by the scope of the query, once more by the database itself."""
    first = versions.add(session, office, SMALL.encode())
    versions.add(session, office, changed(("components.0.items.0.floor", 1)))
    approve(session, office, first)
    reader = person(session, "reader", role)
    assert [one.version.number for one in versions.versions_of(session, reader)] == seen
    session.execute(text("SET LOCAL ROLE xunge_app"))
    act_as(session, reader.person_id)
    assert list(session.scalars(text("SELECT number FROM rubric_version ORDER BY number DESC"))) == seen


def test_the_database_lets_nobody_else_write(session: Session, office: Scope) -> None:
    versions.add(session, office, SMALL.encode())
    reader = person(session, "reader", "inspector")
    session.execute(text("SET LOCAL ROLE xunge_app"))
    act_as(session, reader.person_id)
    assert session.execute(text("DELETE FROM rubric_version RETURNING id")).all() == []
    with pytest.raises(ProgrammingError, match="row-level security"):
        session.execute(
            text("INSERT INTO rubric_version (rubric, number, file, canonical, sha256, state, added_by) "
                 "VALUES ('x', 1, '', '\\x00', encode(sha256('\\x00'), 'hex'), 'draft', :by)"), {"by": reader.person_id}
        )  # fmt: skip
