"""Where an instance's private PostgreSQL lives, and who runs it."""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from services.cluster.binaries import find_binaries
from services.errors import Invalid

SERVICE_USER = "xunge"
# A unix socket's path ends at 108 bytes, the closing zero included.
LONGEST_SOCKET = 107


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

    @property
    def made(self) -> bool:
        """Whether the cluster is there already."""
        return (self.data / "PG_VERSION").is_file()


def own_user() -> str:
    """The system user that runs the product."""
    return pwd.getpwuid(os.geteuid()).pw_name


def service_user() -> str:
    """The unprivileged user for PostgreSQL: the product's own, or `xunge` where that is root.

    Raises Invalid where root has no such user to hand over to.
    """
    if os.geteuid() != 0:
        return own_user()
    try:
        return pwd.getpwnam(SERVICE_USER).pw_name
    except KeyError as missing:
        raise Invalid("cluster.no_service_user", user=SERVICE_USER) from missing


def socket_folder(home: Path) -> Path:
    """A short folder for the sockets of the instance at `home`.

    Raises Invalid where even that is longer than a socket's path may be.
    """
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        folder = Path("/run") / f"xunge-{digest}"
    elif "XDG_RUNTIME_DIR" in os.environ:
        folder = Path(os.environ["XDG_RUNTIME_DIR"]) / f"xunge-{digest}"
    else:
        folder = Path("/tmp") / f"xunge-{os.geteuid()}-{digest}"  # noqa: S108 (its owner is checked before use)
    if len(os.fsencode(folder / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET:
        raise Invalid("cluster.socket_path", path=folder)
    return folder


def layout(home: Path) -> Layout:
    """The private cluster of the instance at `home`.

    Raises Invalid where the machine lacks the programs or the user for it.
    """
    home = home.resolve()
    folder = home / "postgresql"
    data = folder / "data"
    return Layout(find_binaries(data), data, socket_folder(home), folder / "postgresql.log", service_user())


def refuse_unreachable(place: Layout) -> None:
    """Raises Invalid where a folder above the data shuts the service user out."""
    if not place.as_other:
        return
    for folder in reversed(place.data.parent.parents):
        if not folder.stat().st_mode & stat.S_IXOTH and folder.owner() != place.user:
            raise Invalid("cluster.unreachable_folder", user=place.user, folder=folder)
