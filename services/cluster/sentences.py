"""What can go wrong with the private PostgreSQL."""

from services.errors import register

register(
    {
        "cluster.no_server": "No PostgreSQL server of version 15 or newer was found. "
        "Install the packages postgresql and postgis, or set DATABASE_URL.",
        "cluster.no_postgis": "PostgreSQL %(version)s is installed, but PostGIS for it is not. "
        "Install the package postgresql-%(version)s-postgis-3.",
        "cluster.no_service_user": "PostgreSQL will not run as root, and there is no user “%(user)s” "
        "to run it. Create it with: useradd --system --no-create-home %(user)s",
        "cluster.not_started": "The private database in %(folder)s did not start. Its log ends with: %(log)s",
        "cluster.command_failed": "“%(command)s” failed: %(output)s",
        "cluster.socket_path": "The socket path %(path)s is longer than 107 bytes. Set XUNGE_HOME to another folder.",
    }
)
