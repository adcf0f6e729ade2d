"""Two lists of addresses: how many are on both, and how many are likely on neither."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from geo.coverage.capture import Estimate, estimate_total
from services.access.audit import record
from services.access.scope import Scope
from services.database import sql
from services.errors import Forbidden, Invalid
from services.register.changes import Changes
from services.register.editions import edition

CONFIDENCE = Decimal("0.95")


@dataclass(frozen=True, slots=True)
class TwoLists:
    """How long two lists are, how many addresses are on both, and the estimate that follows.

    `unmatched` are the lines of the second list that the first does not hold, where it was given line by line;
    `repeated` how many of its lines stood for an address that another line had named already.
    """

    first: int
    second: int
    both: int
    estimate: Estimate
    unmatched: tuple[str, ...] = ()
    repeated: int = 0

    @property
    def nested(self) -> bool:
        """Whether one list holds all of the other: then it was hardly made without sight of it."""
        return self.both in (self.first, self.second)


def of_changes(rows: Iterable[Changes]) -> TwoLists | None:
    """Two editions of the register, as they were compared within a scope; None where one of them is empty there."""
    made = list(rows)
    kept, added, gone = (sum(getattr(row, name) for row in made) for name in ("kept", "added", "gone"))
    if not kept + gone or not kept + added:
        return None
    return _two(kept + gone, kept + added, kept)


def against_list(session: Session, scope: Scope, number: int, lines: Sequence[str]) -> TwoLists:
    """An edition of the register against another list of addresses, a number or an address a line.

    Numbers and addresses are compared without regard to widths, capitals and spaces; an address that stands in the
    register several times answers to as many lines. Raises Forbidden for anybody but the office, NotFound, and Invalid
    where the list is empty.
    """
    if not scope.everything:
        raise Forbidden("register.list_office")
    kept = edition(session, number)
    given = [plain(line) for line in lines]
    if not any(given):
        raise Invalid("register.list_empty")
    rows = session.execute(sql(__file__, "listed.sql"), {"edition": kept.id}).all()
    found = _match([(row.ref, row.address) for row in rows], [line for line in lines if plain(line)])
    detail = {"second": found.second, "both": found.both}
    record(session, scope.person_id, "register.two_lists", str(number), detail)
    return found


def plain(text: str) -> str:
    """A number or an address as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _match(register: Sequence[tuple[str, str | None]], lines: Sequence[str]) -> TwoLists:
    """Each line takes an address that no line before it took; its number first, then its words."""
    known: dict[str, list[int]] = defaultdict(list)
    for i, (ref, address) in reversed(list(enumerate(register))):
        for word in {plain(ref), plain(address or "")} - {""}:
            known[word].append(i)
    taken: set[int] = set()
    seen: set[str] = set()
    unmatched, repeated = [], 0
    for line in lines:
        word = plain(line)
        free = next((i for i in reversed(known.get(word, ())) if i not in taken), None)
        if free is not None:
            taken.add(free)
        elif word in known or word in seen:
            repeated += 1
        else:
            unmatched.append(line.strip())
        seen.add(word)
    made = _two(len(register), len(taken) + len(unmatched), len(taken))
    return TwoLists(made.first, made.second, made.both, made.estimate, tuple(unmatched), repeated)


def _two(first: int, second: int, both: int) -> TwoLists:
    return TwoLists(first, second, both, estimate_total(first, second, both, CONFIDENCE))
