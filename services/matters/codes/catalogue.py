"""The list as a value: what a code written in a file or on a form stands for."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.matters.codes.tables import AGREED, CodeCrosswalk, CodeGroup, CodeGroupMember, MatterCode
from services.messages import Lang

NATIONAL = "GB/T 47678.5-2026"
OLDER = "GB/T 30428.2-2013"
LOCAL = "local"
Via = Literal["listed", "eleven_digits", "crosswalk"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of matter, with its class and how far its wording was verified."""

    standard: str
    code: str
    name: str
    name_en: str
    class_code: str
    class_name: str
    class_name_en: str
    verified: str
    in_use: bool

    @property
    def local(self) -> bool:
        """Whether it is this office's own addition."""
        return self.standard == LOCAL

    def words(self, lang: Lang) -> str:
        """Its name."""
        return self.name if lang == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Found:
    """What a written code stands for, and how it was found."""

    code: Code
    via: Via


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All codes of matters, the older list's that are agreed, and the members of groups."""

    codes: Mapping[str, Code]
    older: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]

    def find(self, written: str) -> Found | None:
        """What a code stands for: one of the list, the eleven digits of a district (6 + 5), or one of the older list.

        None where it is unknown: such a code is kept as it is written, and has no class.
        """
        text = written.strip().upper()
        if text in self.codes:
            return Found(self.codes[text], "listed")
        if re.fullmatch(r"\d{11}", text) and text[6:] in self.codes:
            return Found(self.codes[text[6:]], "eleven_digits")
        older = self.older.get(re.sub(r"[-.\s]", "", text))
        return Found(self.codes[older], "crosswalk") if older is not None else None

    def name(self, written: str, lang: Lang) -> str:
        """The name of a code, or the code itself where it is unknown."""
        found = self.find(written)
        return found.code.words(lang) if found else written

    def in_group(self, written: str, group: str) -> bool:
        """Whether a code belongs to a group."""
        found = self.find(written)
        return found is not None and found.code.code in self.groups.get(group, frozenset())

    def unknown(self, written: Iterable[str]) -> Counter[str]:
        """The codes that are not on any list, and how often each is written."""
        counted = Counter(written)
        return Counter({code: n for code, n in counted.items() if self.find(code) is None})

    def offered(self) -> list[Code]:
        """What a reporter may choose from, by class and code."""
        return sorted((c for c in self.codes.values() if c.in_use), key=lambda c: (c.local, c.class_code, c.code))


def groups(session: Session) -> list[CodeGroup]:
    """The named groups of codes."""
    return list(session.scalars(select(CodeGroup).order_by(CodeGroup.key)))


def load_codes(session: Session) -> Catalogue:
    """The list as it stands."""
    rows = session.scalars(select(MatterCode).where(MatterCode.kind == "matter")).all()
    codes = {
        r.code: Code(r.standard, r.code, r.name, r.name_en, r.class_code, r.class_name, r.class_name_en, r.verified,
                     r.in_use)
        for r in rows
    }  # fmt: skip
    older = session.execute(
        select(CodeCrosswalk.from_code, CodeCrosswalk.to_code).where(
            CodeCrosswalk.to_kind == "matter", CodeCrosswalk.verified.in_(AGREED)
        )
    ).all()
    members: dict[str, set[str]] = {}
    for group, code in session.execute(select(CodeGroupMember.group_key, CodeGroupMember.code)):
        members.setdefault(group, set()).add(code)
    groups = {group: frozenset(found) for group, found in members.items()}
    return Catalogue(codes, {a: b for a, b in older}, groups)  # noqa: C416 (rows, to the checker, are of any length)
