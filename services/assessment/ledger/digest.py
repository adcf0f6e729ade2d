"""Whether two lines are the same: by all that they say, and by their evidence whatever its order."""

import json
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from services.assessment.values import KEY_BYTES


class Sameness(NamedTuple):
    """What a line is known by within its object."""

    part: str
    component: str
    item: str
    step: int
    rule: str
    points: Decimal
    said: str
    subject: str
    digest: str


def digest(refs: Iterable[int]) -> str:
    """The hash of evidence, each piece once; empty for none."""
    numbers = sorted(set(refs))
    return sha256(b"".join(ref.to_bytes(KEY_BYTES) for ref in numbers)).hexdigest() if numbers else ""


def written(said: dict[str, Any]) -> str:
    """A sentence's key and values as one text."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
