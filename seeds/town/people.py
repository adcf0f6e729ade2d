"""Who works in the town; by post, never by a person's name. Logins say level and place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from seeds.town import names
from seeds.town.zones import Zone

INSPECTORS_EACH = 2


@dataclass(frozen=True, slots=True)
class Post:
    """A post, the role that it has, and the zone that it answers for."""

    login: str
    title: str
    role: str
    zone: str


def leader_of(code: str) -> str:
    """The login of a grid's leader."""
    return f"g-{code[9:12]}-{code[12:]}"


def posts(zones: Iterable[Zone]) -> Iterator[Post]:
    """A leader for each grid and area, a specialist and two inspectors for each community."""
    for zone in zones:
        code = zone.code
        community = names.COMMUNITIES[int(code[9:12]) - 1] if len(code) > 9 else ""
        if zone.level == "grid":
            yield Post(leader_of(code), f"{community}{zone.name}长", "grid_leader", code)
        elif zone.level == "area":
            yield Post(f"a-{code[9:12]}-{code[-1]}", f"{community}{zone.name}负责人", "area_leader", code)
        elif zone.level == "community":
            yield Post(f"c-{code[9:]}", f"{zone.name}专干", "community", code)
            for i in range(1, INSPECTORS_EACH + 1):
                yield Post(f"i-{code[9:]}-{i}", f"督查员（{community}{i}）", "inspector", code)


def inspectors() -> list[str]:
    """The logins of all inspectors."""
    communities = range(1, len(names.COMMUNITIES) + 1)
    return [f"i-{c:03d}-{i}" for c in communities for i in range(1, INSPECTORS_EACH + 1)]
