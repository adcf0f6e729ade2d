"""Where an instance's private PostgreSQL lives, and who runs it."""

import hashlib
import os
import pwd
import re
from dataclasses import dataclass
from pathlib import Path

from services.errors import Invalid

SERVICE_USER = "xunge"
OLDEST = 15
INSTALLED = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Layout:
    """The folders of a private cluster, its programs, and the system user that runs it."""

    binaries: Path
    data: Path
    sockets: Path
    log: Path
    user: str

    @property
    def as_other(self) -> bool:
        """Whether PostgreSQL runs as another system user than the product."""
        return self.user != own_user()


def own_user() -> str:
    """The system user that runs the product."""
    return pwd.getpwuid(os.geteuid()).pw_name


def find_binaries(installed: Path = INSTALLED) -> Path:
    """The newest PostgreSQL that the system's packages brought, with PostGIS beside it.

    Raises Invalid where there is none, or none new enough, or PostGIS is missing.
    """
    versions = [p for p in installed.glob("*/bin/initdb") if p.parent.parent.name.isdigit()]
    newest = max((int(p.parent.parent.name) for p in versions), default=0)
    if newest < OLDEST:
        raise Invalid("cluster.no_server")
    control = installed.parent.parent / "share" / "postgresql" / str(newest) / "extension/postgis.control"
    if not control.is_file():
        raise Invalid("cluster.no_postgis", version=newest)
    return installed / str(newest) / "bin"


def service_user() -> str:
    """The unprivileged user for PostgreSQL: the product's own, or `xunge` where that is root."""
    if os.geteuid() != 0:
        return own_user()
    try:
        return pwd.getpwnam(SERVICE_USER).pw_name
    except KeyError as missing:
        raise Invalid("cluster.no_service_user", user=SERVICE_USER) from missing


def layout(home: Path) -> Layout:
    """The private cluster of the instance at `home`; the socket folder is short, as its path is limited."""
    digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        sockets = Path("/run") / f"xunge-{digest}"
    else:
        sockets = Path(os.environ.get("XDG_RUNTIME_DIR") or "/tmp") / f"xunge-{os.geteuid()}-{digest}"  # noqa: S108
    if len(str(sockets / ".s.PGSQL.5432")) > 107:
        raise Invalid("cluster.socket_path", path=sockets)
    folder = home.resolve() / "postgresql"
    return Layout(find_binaries(), folder / "data", sockets, folder / "postgresql.log", service_user())


def last_lines(log: Path, count: int = 3) -> str:
    """The end of a log, on one line."""
    if not log.is_file():
        return "-"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    return re.sub(r"\s+", " ", " / ".join(lines))
