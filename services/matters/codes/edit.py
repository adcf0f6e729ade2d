"""What the office edits: its own codes, which codes are offered, and groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import Conflict, Invalid, NotFound
from services.matters.codes.catalogue import LOCAL, load_codes
from services.matters.codes.tables import CodeGroup, CodeGroupMember, MatterCode


@dataclass(frozen=True, slots=True)
class NewCode:
    """A local code; the code itself begins with L, so that it is never taken for a national one."""

    code: str
    name: str
    name_en: str
    class_code: str
    class_name: str
    class_name_en: str


def add_local(session: Session, scope: Scope, new: NewCode) -> None:
    """Add a code of the office's own. Raises Forbidden, Invalid or Conflict."""
    require(scope, "office")
    if not new.code.startswith("L") or not new.name.strip():
        raise Invalid("codes.local", code=new.code)
    if session.get(MatterCode, (LOCAL, "matter", new.code)):
        raise Conflict("codes.taken", code=new.code)
    values = {field: getattr(new, field) for field in NewCode.__slots__}
    session.execute(insert(MatterCode).values(standard=LOCAL, kind="matter", verified="local", **values))
    record(session, scope.person_id, "code.add", new.code, {"name": new.name})


def set_in_use(session: Session, scope: Scope, code: str, in_use: bool) -> None:
    """Offer a code to reporters, or no longer. Matters that carry it keep it. Raises Forbidden or NotFound."""
    require(scope, "office")
    changed = session.scalars(
        update(MatterCode).where(MatterCode.code == code, MatterCode.kind == "matter").values(in_use=in_use)
        .returning(MatterCode.code)
    ).all()  # fmt: skip
    if not changed:
        raise NotFound("codes.unknown", code=code)
    record(session, scope.person_id, "code.in_use", code, {"in_use": in_use})


def set_group(session: Session, scope: Scope, key: str, codes: Iterable[str]) -> None:
    """Say which codes a group has. Raises Forbidden, or NotFound for a group or code that there is not."""
    require(scope, "office")
    if session.get(CodeGroup, key) is None:
        raise NotFound("codes.group", group=key)
    listed, wanted = load_codes(session).codes, sorted(set(codes))
    for code in wanted:
        if code not in listed:
            raise NotFound("codes.unknown", code=code)
    before = set(session.scalars(select(CodeGroupMember.code).where(CodeGroupMember.group_key == key)))
    session.execute(delete(CodeGroupMember).where(CodeGroupMember.group_key == key))
    rows = [{"group_key": key, "standard": listed[c].standard, "kind": "matter", "code": c} for c in wanted]
    if rows:
        session.execute(insert(CodeGroupMember), rows)
    detail = {"added": sorted(set(wanted) - before), "removed": sorted(before - set(wanted))}
    record(session, scope.person_id, "code.group", key, detail)
