"""The examination of a database: what must hold so that nothing acknowledged is ever lost."""

from dataclasses import dataclass

from sqlalchemy import create_engine, pool, text

from services.cluster.server import Urls
from services.database import APP_ROLE
from services.messages import Message, message

OLDEST_SERVER = 150020
OLDEST_POSTGIS = (3, 3)
# What each setting must be so that a crash loses no committed row.
MUST_BE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined."""

    name: str
    holds: bool
    message: Message


def examine(urls: Urls, *, current: str | None, head: str) -> list[Finding]:
    """Examine server, settings, extension, role and schema; `current` and `head` are revisions."""
    engine = create_engine(urls.owner, poolclass=pool.NullPool)
    with engine.connect() as connection:
        number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
        values = {name: str(connection.execute(text("SELECT current_setting(:n)"), {"n": name}).scalar_one())
                  for name in MUST_BE}  # fmt: skip
        postgis = str(connection.execute(text("SELECT postgis_lib_version()")).scalar_one())
        bound = connection.execute(
            text("SELECT NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = :r"), {"r": APP_ROLE}
        ).scalar_one()
    version = f"{number // 10000}.{number % 10000}"
    found = [
        Finding(
            "server", number >= OLDEST_SERVER, message("PostgreSQL is %(v)s; 15.20 or newer is needed.", v=version)
        ),
        Finding(
            "postgis",
            tuple(int(p) for p in postgis.split(".")[:2]) >= OLDEST_POSTGIS,
            message("PostGIS is %(v)s; 3.3 or newer is needed.", v=postgis),
        ),
    ]
    found += [
        Finding(name, values[name] == wanted, message("%(name)s is %(v)s; it must be %(wanted)s.", name=name,
                                                      v=values[name], wanted=wanted))
        for name, wanted in MUST_BE.items()
    ]  # fmt: skip
    found.append(Finding("app_role", bool(bound), message("The app's role is bound by row-level security.")))
    found.append(
        Finding(
            "revision", current == head, message("The tables are at %(c)s; the newest is %(h)s.", c=current, h=head)
        )
    )
    return found
