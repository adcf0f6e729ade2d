"""What a caller may see, as a tile's key and its statement need it."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from services.errors import Forbidden
from tiles.layer import Layer


@dataclass(frozen=True, slots=True)
class Seen:
    """A person with the grids of their scope; `mark` is the same for all who see the same."""

    person_id: UUID
    role: str
    everything: bool
    grid_ids: tuple[int, ...]
    mark: str


def seen(person_id: UUID, role: str, grid_ids: tuple[int, ...]) -> Seen:
    """What a person sees: everything as the office, else the grids that are named."""
    ordered = tuple(sorted(grid_ids))
    everything = role == "office"
    text = "everything" if everything else ",".join(map(str, ordered))
    return Seen(person_id, role, everything, ordered, hashlib.sha256(text.encode()).hexdigest()[:16])


def mark_for(layer: Layer, caller: Seen) -> str:
    """The mark of what the caller sees of a layer. Raises Forbidden where that is nothing by rule."""
    if layer.reach in ("units", "points") and caller.role == "forum":
        raise Forbidden("tiles.forum" if layer.reach == "points" else "tiles.forum_hotspots")
    return "all" if layer.reach == "anyone" else caller.mark
