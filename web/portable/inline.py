"""Files and data put inside a page, so that it asks nobody for anything."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from web.assets import VENDOR

_URL = re.compile(r"url\([^)]*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_SCRIPT_END = re.compile(r"</(?=script|!--)", re.IGNORECASE)


def script_of(name: str, folder: Path = VENDOR) -> str:
    """A script of others, fit to stand between script tags. Raises FileNotFoundError where set-up is missing."""
    text = (folder / name).read_text(encoding="utf-8")
    return _SCRIPT_END.sub(r"<\\/", _SOURCE_MAP.sub("", text))


def style_of(name: str, folder: Path = VENDOR) -> str:
    """A style sheet of others without the pictures that it names: the report has no marker and no layer button."""
    return _URL.sub("none", (folder / name).read_text(encoding="utf-8"))


def json_in_script(data: Any) -> str:
    """Data as JSON that no text in it can lead out of a script."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def policy(html: str) -> str:
    """The Content-Security-Policy that lets a finished page run its own scripts and styles, by hash, and no other."""

    def sources(tag: str) -> str:
        texts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)

    return f"default-src 'none'; img-src data:; script-src {sources('script')}; style-src {sources('style')}"
