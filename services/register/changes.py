"""What changed from one edition of the register to another, grid by grid and address by address."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.register.editions import edition


@dataclass(frozen=True, slots=True)
class Changes:
    """Households of a grid in both editions, in the later one alone, in the earlier one alone, and of another state.

    Where `inside` is not so they lie outside all grids, and this one is the nearest.
    """

    grid_id: int | None
    inside: bool
    kept: int
    added: int
    gone: int
    turned: int


def changes(session: Session, scope: Scope, earlier: int, later: int, boundaries: int) -> list[Changes]:
    """What changed within the caller's scope, under an edition of the boundaries. Raises NotFound."""
    asked = {"earlier": edition(session, earlier).id, "later": edition(session, later).id, "boundaries": boundaries}
    rows = session.execute(
        sql(__file__, "changes.sql"), asked | {"everything": scope.everything, "grids": list(scope.grid_ids)}
    )
    return [Changes(**row._asdict()) for row in rows]


@dataclass(frozen=True, slots=True)
class ChangedAddress:
    """A household that is in one of two editions alone (`what` is added or gone), or of another state (turned).

    The grid is the one that answers for it: where `inside` is not so, the nearest.
    """

    ref: str
    address: str | None
    grid_id: int | None
    inside: bool
    what: str
    before: str | None
    after: str | None


def changed_addresses(
    session: Session, scope: Scope, earlier: int, later: int, boundaries: int
) -> list[ChangedAddress]:
    """What changed within the caller's scope, address by address; reading it is put on record. Raises NotFound."""
    asked = {"earlier": edition(session, earlier).id, "later": edition(session, later).id, "boundaries": boundaries,
             "everything": scope.everything, "grids": list(scope.grid_ids)}  # fmt: skip
    found = [ChangedAddress(**row._asdict()) for row in session.execute(sql(__file__, "changed.sql"), asked)]
    record(session, scope.person_id, "register.changed", f"{earlier}-{later}", {"n": len(found)})
    return found
