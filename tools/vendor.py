"""Install the locked npm packages, make MapLibre's modules, and copy what the pages need into web/static/vendor."""

import shutil
import subprocess
import sys
from pathlib import Path

from web.assets import VENDOR, targets

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
# For checking our modules: the compiler looks for the types beside the module, under this name.
TYPES = {"maplibre-gl/dist/maplibre-gl.d.ts": "maplibre-gl/maplibre-gl.d.mts"}


def install() -> None:
    """Bring the packages of package-lock.json; no script of theirs is run."""
    npm = Path(sys.executable).with_name("npm")
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True)  # noqa: S603


def build() -> None:
    """Make MapLibre's modules (tools/maplibre.config.js)."""
    maker = (Path(sys.executable).with_name("node"), MODULES / "rolldown/bin/cli.mjs")
    subprocess.run([*maker, "-c", "tools/maplibre.config.js"], cwd=ROOT, check=True)  # noqa: S603


def copy(modules: Path, vendor: Path) -> None:
    """Copy the named files beside the old ones, then change places, so that no half a set is served.

    Raises FileNotFoundError where a package lacks a file.
    """
    fresh = vendor.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    named = {f"{package}/{name}": str(target) for (package, name), target in targets().items()}
    for source, target in (named | TYPES).items():
        (fresh / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, fresh / target)
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)


def main() -> None:
    """Install and copy; ends with exit code 1 where npm or the build fails or a file is missing."""
    try:
        install()
        build()
        copy(MODULES, VENDOR)
    except (subprocess.CalledProcessError, FileNotFoundError) as failed:
        sys.exit(str(failed))


if __name__ == "__main__":
    main()
