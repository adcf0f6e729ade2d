"""A draft's plan: the edits played over its base, step by step; steps played before are kept in memory."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from threading import Lock
from typing import Generic, TypeVar

from services.geography.drafts.apply import apply
from services.geography.drafts.edits import Edit
from services.geography.drafts.plan import Base, Plan, digest_of, make_base
from services.geography.writing import Outline

T = TypeVar("T")
_MOST_PLANS = 200
_MOST_BASES = 4


class Kept(Generic[T]):
    """The values that were used last, by the digest of all that they are made from: never stale."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[bytes, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> T | None:
        """The value, if it is still there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: bytes, value: T) -> T:
        """Keep a value, and let the one go that was not used for longest."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


_bases: Kept[Base] = Kept(_MOST_BASES)
_plans: Kept[Plan] = Kept(_MOST_PLANS)


def base_of(outlines: tuple[Outline, ...]) -> Base:
    """Outlines made ready to be redrawn; the work is done once."""
    digest = digest_of(outlines)
    return _bases.get(digest) or _bases.put(digest, make_base(outlines, digest))


def replay(base: Base, edits: Sequence[Edit]) -> Plan:
    """The plan after all edits. Raises Invalid where an edit can't be applied to what the ones before leave."""
    keys = [base.digest]
    for edit in edits:
        keys.append(sha256(keys[-1] + type(edit).__name__.encode() + edit.model_dump_json().encode()).digest())
    done, plan = len(edits), None
    while done and (plan := _plans.get(keys[done])) is None:
        done -= 1
    plan = plan or base.plan
    for key, edit in zip(keys[done + 1 :], edits[done:], strict=True):
        plan = _plans.put(key, apply(plan, edit))
    return plan
