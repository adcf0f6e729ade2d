"""The system's Chromium, cut off from every other host."""

import os
import shutil
from pathlib import Path

HERE_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
DRAW_WITHOUT_GPU = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")


def chromium() -> str | None:
    """Where Chromium is; None leaves it to the driver's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def arguments() -> list[str]:
    """How it is started; root may not use its sandbox."""
    return [HERE_ONLY, *DRAW_WITHOUT_GPU, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def axe() -> str:
    """The accessibility checker's script."""
    path = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
    return path.read_text(encoding="utf-8")
