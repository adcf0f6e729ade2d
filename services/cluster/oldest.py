"""The oldest PostgreSQL and PostGIS that will do, and the refusal of older ones."""

from psycopg import Connection
from psycopg.rows import TupleRow

from services.errors import Invalid

# 15.20 mends what a crash or a row-level policy could otherwise lose; 3.3 is what Debian 12 brings.
SERVER = 150020
POSTGIS = (3, 3)


def server_version(number: int) -> str:
    """A server's number as people write it: 150020 is 15.20."""
    return f"{number // 10000}.{number % 10000}"


def postgis_is_old(version: str) -> bool:
    """Whether a version such as 3.2.1 is below the oldest."""
    return tuple(int(part) for part in version.split(".")[:2]) < POSTGIS


def refuse_old(connection: Connection[TupleRow]) -> None:
    """Refuse a database that is too old, before anything is written into it. Raises Invalid."""
    number = connection.info.server_version
    if number < SERVER:
        raise Invalid("cluster.old_server", version=server_version(number))
    found = connection.execute("SELECT default_version FROM pg_available_extensions WHERE name = 'postgis'").fetchone()
    if found is not None and postgis_is_old(found[0]):
        raise Invalid("cluster.old_postgis", version=found[0])
