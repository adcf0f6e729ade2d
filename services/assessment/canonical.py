"""Values as bytes that are the same for the same values, and their hash."""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from services.assessment.said import plain


def as_json(value: Any) -> bytes:
    """JSON in UTF-8, keys sorted, decimals as the shortest text."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value


def digest(data: bytes) -> str:
    """The SHA-256 of canonical bytes, in hex."""
    return sha256(data).hexdigest()
