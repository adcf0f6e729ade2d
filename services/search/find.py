"""Search over zones, streets and addresses, within the caller's scope."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from geo.polygonal import LonLat
from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.geography.outlines import outlines
from services.measures.zones import Level, zones_of

MOST = 20
LEVELS: tuple[Level, ...] = ("community", "area", "grid")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found: `kind` is zone, street or household; only a zone has a level and an id. Degrees."""

    kind: str
    label: str
    detail: str
    at: LonLat
    level: str | None = None
    id: int | None = None


def find(session: Session, scope: Scope, edition_id: int, text: str) -> list[Hit]:
    """At most twenty places that hold all words, zones first, then streets, then addresses.

    Addresses of households are personal: they come from the caller's grids alone, and their reading is recorded.
    """
    words = text.casefold().split()
    if not words:
        return []
    found = _zones(session, scope, edition_id, words)
    asked = {
        "patterns": [f"%{_literal(w)}%" for w in words], "edition": edition_id, "most": MOST,
        "everything": scope.everything, "grids": list(scope.grid_ids),
    }  # fmt: skip
    found += [Hit("street", r.name, "", (r.lon, r.lat)) for r in session.execute(sql(__file__, "streets.sql"), asked)]
    room = MOST - len(found)
    if room > 0:
        homes = session.execute(sql(__file__, "addresses.sql"), asked | {"most": room}).all()
        if homes:
            detail = {"q": text, "edition": edition_id, "n": len(homes)}
            record(session, scope.person_id, "search.addresses", "household", detail)
        found += [Hit("household", r.address, r.grid, (r.lon, r.lat)) for r in homes]
    return found[:MOST]


def _zones(session: Session, scope: Scope, edition_id: int, words: list[str]) -> list[Hit]:
    """Zones whose code or name holds all words; those that begin with the first word come first."""
    known = outlines(session, edition_id)
    hits = []
    for level in LEVELS:
        for zone in zones_of(known, level, scope).seen:
            named = f"{zone.code} {zone.name}".casefold()
            if all(w in named for w in words):
                begins = zone.code.startswith(words[0]) or zone.name.casefold().startswith(words[0])
                detail = " / ".join((*zone.parents, zone.code))
                hits.append((not begins, Hit("zone", zone.name, detail, zone.at, level, zone.id)))
    hits.sort(key=lambda ranked: ranked[0])
    return [hit for _, hit in hits[:MOST]]


def _literal(word: str) -> str:
    """A word whose wildcards stand for themselves in LIKE."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
