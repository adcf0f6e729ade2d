"""The row of four grids with people, households and a draft on it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.geography.drafts.draft import Draft, add_edit, load_draft, open_draft
from services.geography.drafts.edits import Edit, parse
from services.geography.editions import by_name
from tests import town

FIRST, SECOND, THIRD, FOURTH = town.GRIDS


@dataclass
class Desk:
    """An office at work on one draft of the town."""

    session: Session
    scope: Scope
    edition_id: int
    seq: int = 0

    def edit(self, operation: str, **arguments: object) -> Draft:
        """Make one edit."""
        return self.follow(
            add_edit(self.session, self.scope, self.edition_id, self.seq, an_edit(operation, **arguments))
        )

    def follow(self, draft: Draft) -> Draft:
        """Look at what the draft has become."""
        self.seq = draft.log.seq
        return draft

    def draft(self) -> Draft:
        """The draft as it stands."""
        return load_draft(self.session, self.scope, self.edition_id)


def an_edit(operation: str, **arguments: object) -> Edit:
    """An edit as it comes from a page; `origin` stands for `from`."""
    return parse(operation, {"from" if k == "origin" else k: v for k, v in arguments.items()})


def office(person_id: UUID) -> Scope:
    """What the office may see."""
    return Scope(person_id, "office", True, ())


def open_desk(session: Session, folder: Path, households_m: list[tuple[float, float]]) -> Desk:
    """The town taken in, with households, and an empty draft on it."""
    town.take_zones(session, town.write_zones(folder / "zones.geojson"))
    town.take(session, "households", town.write_households(folder / "h.csv", households_m))
    person = add_person(session, NewPerson("draws", "Draws", "office"), "a long password")
    first = by_name(session, "first")
    assert first is not None
    return Desk(session, office(person.id), open_draft(session, office(person.id), first.id, "second").id)


def move_corner(desk: Desk) -> Draft:
    """The north end of the border between the first two grids goes 20 m west: at mid-depth it lies at 90 m."""
    return desk.edit("move", origin=town.at(100, 100), to=town.at(80, 100))


def split_first(desk: Desk) -> Draft:
    """The first grid is cut at 50 m; the west piece keeps its code, the east one has the next free one."""
    line = [town.at(50, -5), town.at(50, 105)]
    pieces = [{"code": FIRST, "name": "West"}, {"code": "999901001001003", "name": "East"}]
    return desk.edit("split", code=FIRST, line=line, pieces=pieces)
