"""How strict the inspectors of a cycle are, as far as the round was made so that it can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from services.assessment.certainty.samples import Inspection
from services.assessment.ranking.linkage import Unlinked
from services.assessment.ranking.strictness import adjust
from services.assessment.said import Said, said

WHY: dict[Unlinked, Said] = {
    Unlinked.ONE_INSPECTOR: said("One inspector alone saw them: there is nobody to compare with"),
    Unlinked.APART: said("None of their inspectors saw what the others saw"),
    Unlinked.BY_ITEM: said("Who inspected and what was inspected can't be told apart"),
    Unlinked.FEW: said("Too few inspections to tell strictness from chance"),
}


@dataclass(frozen=True, slots=True)
class Eye:
    """An inspector: how many inspections, and points above (mild) or below (strict) the others with standard error.

    None where it can't be told.
    """

    by: str
    count: int
    mild: float | None
    error: float | None


@dataclass(frozen=True, slots=True)
class Side:
    """An object's mean over its inspections: as marked, and adjusted for who came; None where it can't be told."""

    raw: float
    adjusted: float | None


@dataclass(frozen=True, slots=True)
class Strictness:
    """Inspectors, strict ones first; objects raw and adjusted by zone; why some can't be adjusted, with how many."""

    eyes: tuple[Eye, ...]
    sides: Mapping[int, Side]
    apart: tuple[tuple[int, Said], ...]

    @property
    def told(self) -> bool:
        """Whether anything could be adjusted."""
        return any(side.adjusted is not None for side in self.sides.values())


def strictness_of(seen: Sequence[Inspection]) -> Strictness | None:
    """The strictness that the inspections tell; None without any."""
    if not seen:
        return None
    zones = sorted({one.zone_id for one in seen})
    people = sorted({(one.by, str(one.person_id)) for one in seen})
    at_zone = {zone: at for at, zone in enumerate(zones)}
    at_eye = {person: at for at, person in enumerate(people)}
    by = [at_eye[one.by, str(one.person_id)] for one in seen]
    found = adjust([at_zone[o.zone_id] for o in seen], by, [o.score for o in seen], len(zones), len(people))
    eyes = [
        Eye(name, by.count(at), _none(found.strictness[at]), _none(found.strictness_error[at]))
        for at, (name, _) in enumerate(people)
    ]
    sides = {zone: Side(float(found.raw[at]), _none(found.adjusted[at])) for at, zone in enumerate(zones)}
    apart = tuple((len(part.grids), WHY[part.reason]) for part in found.components if part.reason is not None)
    return Strictness(tuple(sorted(eyes, key=_strict_first)), sides, apart)


def _none(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _strict_first(eye: Eye) -> tuple[bool, float, str]:
    return eye.mild is None, eye.mild or 0.0, eye.by
