"""Run PostgreSQL's programs as the system user that owns the cluster, in folders that are its own."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.cluster.layout import Layout
from services.errors import Invalid

# Messages are read for what they mean, so they are always in English.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def run_as_service(place: Layout, program: str, *arguments: str | Path) -> None:
    """Run a program of PostgreSQL as the service user.

    Raises Invalid with what the program said where it fails.
    """
    done = _run(place, [place.binaries / program, *arguments])
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace").strip()
        raise Invalid("cluster.command_failed", command=program, output=said)


def succeeds(place: Layout, program: str, *arguments: str | Path) -> bool:
    """Whether a program of PostgreSQL ends well."""
    return _run(place, [place.binaries / program, *arguments]).returncode == 0


def _run(place: Layout, command: Sequence[str | Path]) -> subprocess.CompletedProcess[bytes]:
    other: dict[str, Any] = {}
    if place.as_other:
        other = {"user": place.user, "group": place.user, "extra_groups": []}
    return subprocess.run(  # noqa: S603 (the programs are found by us, the arguments are paths of ours)
        [str(part) for part in command],
        cwd="/",
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **other,
    )


def own_folder(folder: Path, place: Layout) -> None:
    """Make a folder that belongs to the service user and is open to nobody else.

    Raises Invalid where somebody else holds that name already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if place.as_other:
        shutil.chown(folder, place.user, place.user)
    elif folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise Invalid("cluster.folder_taken", folder=folder)
    folder.chmod(0o700)


@contextmanager
def alone(place: Layout) -> Iterator[None]:
    """Hold the cluster against other commands that would make, start or stop it meanwhile."""
    with (place.data.parent / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
