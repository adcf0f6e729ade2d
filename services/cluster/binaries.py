"""Where the programs of PostgreSQL are: those that the system's packages brought, PostGIS beside them."""

import re
from pathlib import Path

from services.errors import Invalid

OLDEST = 15
INSTALLED = Path("/usr/lib/postgresql")


def has_postgis(version: int, installed: Path) -> bool:
    """Whether PostGIS is installed for that major version."""
    shared = installed.parent.parent / "share" / "postgresql"
    return (shared / str(version) / "extension" / "postgis.control").is_file()


def find_binaries(data: Path | None = None, installed: Path = INSTALLED) -> Path:
    """The programs for a new cluster, or those of the version that made `data`.

    Raises Invalid where there are none, or none new enough, or PostGIS is missing for them.
    """
    found = [p.parent.parent.name for p in installed.glob("*/bin/initdb")]
    versions = sorted(int(name) for name in found if re.fullmatch(r"\d+", name) and int(name) >= OLDEST)
    made_by = data / "PG_VERSION" if data else None
    if made_by and made_by.is_file():
        wanted = int(made_by.read_text(encoding="ascii"))
        if wanted not in versions:
            raise Invalid("cluster.other_version", folder=data, version=wanted)
        versions = [wanted]
    if not versions:
        raise Invalid("cluster.no_server")
    able = [version for version in versions if has_postgis(version, installed)]
    if not able:
        raise Invalid("cluster.no_postgis", version=versions[-1])
    return installed / str(able[-1]) / "bin"
