"""Data from files made fit for a JSON column: PostgreSQL takes neither NUL nor half a letter nor NaN."""

import math
from collections.abc import Mapping
from typing import Any


def storable(value: Any) -> Any:
    """The same data, with what JSONB refuses replaced: letters by U+FFFD, numbers that are none by null."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {storable(k): storable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [storable(v) for v in value]
    return value
