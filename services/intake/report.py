"""What became of a file: findings with their place, and the counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.messages import Lang, Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: its kind, the sentence, and where (degrees) if it has a place.

    `stops` says that the file is not written because of it, unless its kind is accepted by name.
    """

    kind: str
    message: Message
    stops: bool
    lon: float | None = None
    lat: float | None = None


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

    def stopping(self, accepted: Iterable[str], never: Sequence[str]) -> list[Finding]:
        """The findings that keep the file out, given the kinds that the operator accepts."""
        kinds = set(accepted) - set(never)
        return [f for f in self.findings if f.stops and f.kind not in kinds]

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The report as plain data, sentences in one language."""
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
            "findings": [
                {"kind": f.kind, "stops": f.stops, "text": f.message.render(lang), "lon": f.lon, "lat": f.lat}
                for f in self.findings
            ],
        }
