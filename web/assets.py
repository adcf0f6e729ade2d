"""The files of others that the pages load; tools/vendor.py brings them, none is committed."""

from pathlib import Path, PurePosixPath

VENDOR = Path(__file__).parent / "static" / "vendor"
# npm package, or what is made of one -> its files, licence last. Each is served as /static/vendor/<package>/<file>.
FILES = {
    "maplibre-gl": ("dist/maplibre-gl.css", "LICENSE.txt"),
    # Made from MapLibre's source by tools/maplibre.config.js: as it is published, page and worker share nothing.
    ".maplibre-gl": ("maplibre-gl.mjs", "maplibre-gl-shared.mjs", "maplibre-gl-worker.mjs"),
    # For the portable report alone, which carries them inside itself.
    "leaflet": ("dist/leaflet.js", "dist/leaflet.css", "LICENSE"),
    "@fontsource/noto-sans-sc": (
        "files/noto-sans-sc-latin-400-normal.woff2",
        "files/noto-sans-sc-latin-600-normal.woff2",
        "files/noto-sans-sc-chinese-simplified-400-normal.woff2",
        "files/noto-sans-sc-chinese-simplified-600-normal.woff2",
        "LICENSE",
    ),
}


def targets() -> dict[tuple[str, str], PurePosixPath]:
    """Where each file of a package lies below the vendor folder."""
    return {
        (package, name): PurePosixPath(package.split("/")[-1].lstrip(".")) / PurePosixPath(name).name
        for package, names in FILES.items()
        for name in names
    }


def missing(folder: Path = VENDOR) -> list[str]:
    """The files that are not there, as they are named below the vendor folder."""
    return [str(target) for target in targets().values() if not (folder / target).is_file()]
