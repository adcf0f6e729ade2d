"""What can go wrong with the private PostgreSQL."""

from services.errors import register

register(
    {
        "cluster.no_server": "No PostgreSQL server of version 15 or newer was found. "
        "Install the packages postgresql and postgis, or set DATABASE_URL.",
        "cluster.no_postgis": "PostgreSQL %(version)s is installed, but PostGIS for it is not. "
        "Install the package postgresql-%(version)s-postgis-3.",
        "cluster.old_server": "PostgreSQL is %(version)s; 15.20 or newer is needed. "
        "Install the system's updates, or set DATABASE_URL to a newer one.",
        "cluster.old_postgis": "PostGIS is %(version)s; 3.3 or newer is needed. "
        "Install a newer one, or set DATABASE_URL to a database that has it.",
        "cluster.other_encoding": "The database %(database)s is encoded in %(encoding)s; UTF8 is needed. "
        "Make one with: createdb --encoding UTF8 --template template0 %(database)s",
        "cluster.other_version": "The data in %(folder)s were made by PostgreSQL %(version)s, which is not "
        "installed. Install the packages postgresql-%(version)s and postgresql-%(version)s-postgis-3.",
        "cluster.no_service_user": "PostgreSQL will not run as root, and there is no user “%(user)s” "
        "to run it. Create it with: useradd --system --no-create-home %(user)s",
        "cluster.unreachable_folder": "PostgreSQL runs as the user “%(user)s”, who may not enter %(folder)s. "
        "Set XUNGE_HOME to a folder that this user can reach, for example /var/lib/xunge.",
        "cluster.folder_taken": "The folder %(folder)s belongs to another user. Set XUNGE_HOME to another folder.",
        "cluster.home_unusable": "The folder %(folder)s can't be made: %(output)s. Set XUNGE_HOME to another folder.",
        "cluster.no_room": "Only %(free)d MB are free in %(folder)s; a new database needs %(needed)d MB. "
        "Make room, or set XUNGE_HOME to another folder.",
        "cluster.not_started": "The private database in %(folder)s did not start. Its log ends with: %(log)s",
        "cluster.command_failed": "“%(command)s” failed: %(output)s",
        "cluster.socket_path": "The socket path in %(path)s is longer than 107 bytes. "
        "Set XDG_RUNTIME_DIR to a shorter folder.",
        "cluster.url_malformed": "DATABASE_URL is not a database address. "
        "It looks like postgresql://user:password@host:5432/database",
        "cluster.url_refused": "The database at %(url)s can't be used: %(output)s",
    }
)
