"""A rubric as bytes that are the same for the same rubric, and their hash."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from services.assessment.rubric.model import Rubric
from services.assessment.said import plain


def canonical(rubric: Rubric) -> bytes:
    """JSON in UTF-8, keys sorted, every field written out, numbers as the shortest decimal text.

    What the file left to defaults is written too: the hash is of what holds, not of how it was written down.
    """
    return json.dumps(
        _plain(rubric.model_dump()), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value


def digest(data: bytes) -> str:
    """The SHA-256 of canonical bytes, in hex."""
    return sha256(data).hexdigest()


def from_canonical(data: bytes) -> Rubric:
    """The rubric that canonical bytes hold; raises ValueError where they are no rubric."""
    return Rubric.model_validate_json(data)
