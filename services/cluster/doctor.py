"""The examination of a database: what must hold so that nothing acknowledged is lost and nobody sees too much."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, pool, text

from services.cluster import oldest
from services.cluster.roles import Urls
from services.cluster.server import LEAST_FREE_MB
from services.database import APP_ROLE, app_engine
from services.messages import Message, message

# What each setting must be so that a crash loses no committed row.
MUST_BE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined."""

    name: str
    holds: bool
    message: Message


def examine(urls: Urls, home: Path, *, current: str | None, head: str) -> list[Finding]:
    """Examine server, settings, extension, role, schema and disk; `current` and `head` are revisions."""
    owner = create_engine(urls.owner, poolclass=pool.NullPool)
    app = app_engine(urls.app)
    try:
        with owner.connect() as connection:
            found = [_server(connection), _postgis(connection)]
            role = _app_role(connection)
        found += _settings(owner, app)
    finally:
        app.dispose()
    return [*found, role, _revision(current, head), _disk(home)]


def _server(connection: Connection) -> Finding:
    number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    version = oldest.server_version(number)
    said = message("PostgreSQL is %(version)s; 15.20 or newer is needed.", version=version)
    return Finding("server", number >= oldest.SERVER, said)


def _postgis(connection: Connection) -> Finding:
    version = str(connection.execute(text("SELECT postgis_lib_version()")).scalar_one())
    said = message("PostGIS is %(version)s; 3.3 or newer is needed.", version=version)
    return Finding("postgis", not oldest.postgis_is_old(version), said)


def _settings(owner: Engine, app: Engine) -> list[Finding]:
    """A role may carry settings of its own, so both are asked."""
    seen = []
    for engine in (owner, app):
        with engine.connect() as connection:
            query = text("SELECT name, current_setting(name) FROM unnest(CAST(:names AS text[])) AS name")
            seen.append({row[0]: row[1] for row in connection.execute(query, {"names": list(MUST_BE)})})
    findings = []
    for name, wanted in MUST_BE.items():
        value = next((values[name] for values in seen if values[name] != wanted), wanted)
        said = message("%(name)s is %(value)s; it must be %(wanted)s.", name=name, value=value, wanted=wanted)
        findings.append(Finding(name, value == wanted, said))
    return findings


def _app_role(connection: Connection) -> Finding:
    query = text(
        "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid)"
        " FROM pg_roles WHERE rolname = :role"
    )
    if connection.execute(query, {"role": APP_ROLE}).scalar_one():
        said = message("The role %(role)s is a superuser, bypasses row-level security or owns tables.", role=APP_ROLE)
        return Finding("app_role", holds=False, message=said)
    return Finding("app_role", holds=True, message=message("Row-level security binds the app's role."))


def _revision(current: str | None, head: str) -> Finding:
    said = message("The tables are at revision %(current)s; the newest is %(head)s.", current=current or "-", head=head)
    return Finding("revision", current == head, said)


def _disk(home: Path) -> Finding:
    there = next(folder for folder in (home, *home.resolve().parents) if folder.is_dir())
    free_gb = shutil.disk_usage(there).free / 1e9
    said = message("%(free).1f GB are free in %(home)s; at least 1 GB is needed.", free=free_gb, home=home)
    return Finding("disk", free_gb * 1000 >= LEAST_FREE_MB, said)
