"""Where the private PostgreSQL lives, and what a machine must have for it."""

import os
import pwd
from pathlib import Path

import pytest

from services.cluster.binaries import find_binaries
from services.cluster.layout import layout, service_user, socket_folder
from services.errors import Invalid


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with PostgreSQL 14, 15 and 17 installed, PostGIS for 15 alone."""
    installed = tmp_path / "lib" / "postgresql"
    for version in (14, 15, 17):
        (installed / str(version) / "bin").mkdir(parents=True)
        (installed / str(version) / "bin" / "initdb").touch()
    extension = tmp_path / "share" / "postgresql" / "15" / "extension"
    extension.mkdir(parents=True)
    (extension / "postgis.control").touch()
    return installed


def made_by(version: int, folder: Path) -> Path:
    """A data folder that this version made."""
    (folder / "PG_VERSION").write_text(f"{version}\n", encoding="ascii")
    return folder


def test_the_newest_version_with_postgis_is_taken(machine: Path) -> None:
    assert find_binaries(installed=machine) == machine / "15" / "bin"


def test_a_machine_without_postgresql_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Install the packages postgresql and postgis"):
        find_binaries(installed=tmp_path)


def test_missing_postgis_is_named_with_its_package(machine: Path, tmp_path: Path) -> None:
    (tmp_path / "share/postgresql/15/extension/postgis.control").unlink()
    with pytest.raises(Invalid, match="postgresql-17-postgis-3"):
        find_binaries(installed=machine)


def test_data_of_a_version_that_has_gone_are_not_opened_with_another(machine: Path, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"made by PostgreSQL 16.*postgresql-16-postgis-3"):
        find_binaries(made_by(16, tmp_path), machine)
    assert find_binaries(made_by(15, tmp_path), machine) == machine / "15" / "bin"


def test_two_homes_have_two_socket_folders_and_one_home_always_the_same() -> None:
    here, there = Path("/srv/here"), Path("/srv/there")
    assert socket_folder(here) == socket_folder(here) != socket_folder(there)


def test_a_socket_path_fits_however_deep_the_home_lies() -> None:
    deep = Path("/srv", *["a-rather-long-name"] * 12)
    assert len(str(socket_folder(deep) / ".s.PGSQL.5432")) <= 107


def test_a_socket_path_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/" + "x" * 90)
    with pytest.raises(Invalid, match="longer than 107 bytes"):
        socket_folder(Path("/srv/here"))


def test_root_without_a_service_user_is_told_how_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_of_that_name(name: str) -> pwd.struct_passwd:
        raise KeyError(name)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", nobody_of_that_name)
    with pytest.raises(Invalid, match="useradd --system --no-create-home xunge"):
        service_user()


def test_the_programs_run_as_somebody_who_is_not_root(tmp_path: Path) -> None:
    assert pwd.getpwnam(layout(tmp_path).user).pw_uid != 0
