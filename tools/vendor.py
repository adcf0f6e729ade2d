"""Install the locked npm packages and copy what the pages need, licences too, into web/static/vendor."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "web" / "static" / "vendor"
FILES = {
    "maplibre-gl": (
        "dist/maplibre-gl.mjs",
        "dist/maplibre-gl-worker.mjs",
        "dist/maplibre-gl-shared.mjs",
        "dist/maplibre-gl.css",
        "LICENSE.txt",
    ),
    "@fontsource/noto-sans-sc": (
        "files/noto-sans-sc-latin-400-normal.woff2",
        "files/noto-sans-sc-latin-600-normal.woff2",
        "files/noto-sans-sc-chinese-simplified-400-normal.woff2",
        "files/noto-sans-sc-chinese-simplified-600-normal.woff2",
        "LICENSE",
    ),
}


def main() -> None:
    """Bring the packages and copy their files; ends with an error where a file is missing."""
    npm = Path(sys.executable).with_name("npm")
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True)  # noqa: S603
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, names in FILES.items():
        target = VENDOR / package.split("/")[-1]
        target.mkdir(parents=True)
        for name in names:
            shutil.copy(ROOT / "node_modules" / package / name, target)
    # Types for checking our modules, named as the compiler looks for them beside the module.
    shutil.copy(ROOT / "node_modules/maplibre-gl/dist/maplibre-gl.d.ts", VENDOR / "maplibre-gl/maplibre-gl.d.mts")


if __name__ == "__main__":
    main()
