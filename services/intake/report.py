"""What became of a file: findings with their place, and the counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from services.intake.outline_sketch import Shape, light
from services.messages import Lang, Message

# Of each kind so many findings are kept to be read; the counts are of all.
MOST_KEPT = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: its kind, the sentence, and where (degrees, row) if it has a place.

    `shape` is the land that it concerns, where it is more than a point. `stops` says that the file is not
    written because of it, unless its kind is accepted by name.
    """

    kind: str
    message: Message
    stops: bool
    lon: float | None = None
    lat: float | None = None
    row: int | None = None
    shape: BaseGeometry | None = None

    def area(self) -> Shape | None:
        """Its land, light enough to be kept."""
        return None if self.shape is None else light(self.shape)


@dataclass(slots=True)
class Report:
    """The outcome of a file: what was guessed, what was found, what was written."""

    name: str
    subject: str
    mapping: dict[str, str]
    rows: int
    note: str = ""
    findings: list[Finding] = field(default_factory=list)
    added: int = 0
    already: int = 0
    refused: int = 0
    written: bool = False
    inside: int | None = None
    outside: int | None = None

    def stopping(self, accepted: Iterable[str], never: Sequence[str]) -> list[Finding]:
        """The findings that keep the file out, given the kinds that the operator accepts."""
        kinds = set(accepted) - set(never)
        return [f for f in self.findings if f.stops and f.kind not in kinds]

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The report as plain data, sentences in one language."""
        found = [
            {"kind": f.kind, "stops": f.stops, "text": f.message.render(lang), "lon": f.lon, "lat": f.lat, "row": f.row}
            for f in self.findings
        ]
        return self._figures() | {"findings": found}

    def as_data(self) -> dict[str, Any]:
        """The report to be kept: sentences for either language, of each kind the first ones."""
        kept: Counter[str] = Counter()
        found = []
        for f in self.findings:
            kept[f.kind] += 1
            if kept[f.kind] <= MOST_KEPT:
                found.append({"kind": f.kind, "stops": f.stops, "said": f.message.as_data(),
                              "lon": _plain(f.lon), "lat": _plain(f.lat), "row": f.row, "area": f.area()})  # fmt: skip
        return self._figures() | {"findings": found}

    def _figures(self) -> dict[str, Any]:
        kinds = Counter((f.kind, f.stops) for f in self.findings)
        return {
            "file": self.name,
            "subject": self.subject,
            "note": self.note,
            "mapping": self.mapping,
            "rows": self.rows,
            "added": self.added,
            "already": self.already,
            "refused": self.refused,
            "written": self.written,
            "inside": self.inside,
            "outside": self.outside,
            "kinds": [{"kind": kind, "stops": stops, "count": n} for (kind, stops), n in kinds.items()],
        }


def _plain(degrees: float | None) -> float | None:
    """A coordinate that JSON can hold."""
    return degrees if degrees is not None and abs(degrees) <= 180 else None
