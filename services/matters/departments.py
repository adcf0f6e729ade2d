"""The departments and firms that matters are dispatched to."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.matters.tables import Department


def departments(session: Session) -> list[Department]:
    """All of them, those in use first."""
    return list(session.scalars(select(Department).order_by(Department.active.desc(), Department.code)))


def department_words(session: Session) -> dict[str, str]:
    """The code of each department by what files may call it: its code or either name, in small letters."""
    known = session.execute(select(Department.code, Department.name, Department.name_en)).all()
    # A code is never taken for another one's name.
    names = {word.casefold(): code for code, *words in known for word in words if word}
    return names | {code.casefold(): code for code, _, _ in known}


def set_department(session: Session, scope: Scope, code: str, name: str, name_en: str, *, active: bool = True) -> None:
    """Add a department, rename it, or take it out of use; matters that it has stay with it. Raises Forbidden."""
    require(scope, "office")
    values = {"name": name, "name_en": name_en, "active": active}
    put = insert(Department).values(code=code, **values)
    session.execute(put.on_conflict_do_update(index_elements=["code"], set_=values))
    session.expire_all()
    record(session, scope.person_id, "department.set", code, values)
