"""What the private PostgreSQL is told: sizes, who may sign in, and nothing over TCP.

The three files are written anew at each start; an operator's own choices go by ALTER SYSTEM.
"""

from services.cluster.layout import Layout, own_user
from services.database import APP_ROLE

OWNER_ROLE = "xunge_owner"
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "1",
    "idle_in_transaction_session_timeout": "10min",
    "log_timezone": "'UTC'",
    "timezone": "'UTC'",
    "lc_messages": "'C.UTF-8'",
    "default_text_search_config": "'pg_catalog.simple'",
}
# For tests alone: a crash of the machine may lose everything.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# The way in is the system user that connects, read from the kernel; a password proves nothing here.
SIGN_IN = "local all all peer map=own\n"


def write_conf(place: Layout, *, durable: bool) -> None:
    """Write the settings, the ways in, and the map from system users to roles."""
    settings = SETTINGS | ({} if durable else NOT_DURABLE)
    lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
    roles = {(own_user(), role) for role in (OWNER_ROLE, APP_ROLE, place.user)} | {(place.user, place.user)}
    mapped = "".join(f"own {user} {role}\n" for user, role in sorted(roles))
    for name, text in (("postgresql.conf", lines), ("pg_hba.conf", SIGN_IN), ("pg_ident.conf", mapped)):
        (place.data / name).write_text(text, encoding="utf-8")
