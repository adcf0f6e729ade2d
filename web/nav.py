"""The lines of the navigation: each is drawn for the roles that may open its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.messages import Message, message
from web.access import STAFF


@dataclass(frozen=True)
class Line:
    """One place to go: its address, its name, who may go there, and an icon of parts/icon.html.

    `ground` is what the others stand on: a wide bar keeps it behind one menu.
    """

    path: str
    label: Message
    roles: tuple[str, ...]
    icon: str
    ground: bool = False


LINES = (
    Line("/grids", message("Grid file"), ("grid_leader",), "grid"),
    Line("/field", message("In the field"), ("inspector", "community", "area_leader", "grid_leader"), "person"),
    Line("/", message("Map"), STAFF, "map"),
    Line("/matters", message("Matters"), STAFF, "pin"),
    Line("/visits", message("Visits"), STAFF, "door"),
    Line("/coverage", message("Full coverage"), STAFF, "check"),
    Line("/assessment", message("Assessment"), STAFF, "table"),
    Line("/assessment/published", message("Published scores"), ("forum",), "table"),
    Line("/hotspots", message("Hotspots"), STAFF, "flame"),
    Line("/inspection", message("Inspection"), ("office",), "people"),
    Line("/rubric", message("Assessment measures"), STAFF, "table", ground=True),
    Line("/boundaries", message("Boundaries"), STAFF, "border", ground=True),
    Line("/intake", message("Files in"), ("office", "community"), "tray", ground=True),
    Line("/jobs", message("Jobs"), ("office", "community"), "jobs", ground=True),
)

ROLE_NAMES = {
    "office": message("Office"),
    "inspector": message("Inspector"),
    "community": message("Community staff"),
    "area_leader": message("Area leader"),
    "grid_leader": message("Grid leader"),
    "forum": message("Forum"),
}


def is_within(path: str, line: Line) -> bool:
    """Whether a page belongs to a line: it is the line's own page or lies below it."""
    return path == line.path or (line.path != "/" and path.startswith(f"{line.path}/"))


def lines(role: str | None, path: str) -> Iterator[tuple[Line, bool]]:
    """What a person of that role is offered, and whether they are there now."""
    for line in LINES:
        if role in line.roles:
            yield line, is_within(path, line)


def home_of(role: str) -> str:
    """Where a person of that role begins: a grid leader at the own file, who has no map at their first page."""
    mine = [line.path for line, _ in lines(role, "")]
    return mine[0] if role == "grid_leader" or "/" not in mine else "/"
