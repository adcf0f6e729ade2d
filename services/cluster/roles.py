"""The two roles, the database and the extension, made where they are missing."""

from dataclasses import dataclass
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from services.cluster.conf import OWNER_ROLE
from services.cluster.layout import Layout
from services.cluster.oldest import refuse_old
from services.database import APP_ROLE
from services.errors import Invalid

DATABASE = "xunge"
DRIVER = "postgresql+psycopg"
Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Urls:
    """The two ways in: as the tables' owner, and as the app, which row-level security binds."""

    owner: URL
    app: URL


def connect(place: Layout, database: str) -> Connection:
    """Sign in as the cluster's superuser, to prepare roles and databases."""
    return psycopg.connect(host=str(place.sockets), user=place.user, dbname=database, autocommit=True)


def urls(place: Layout, database: str = DATABASE) -> Urls:
    """The URLs of a database of the private cluster."""

    def of(role: str) -> URL:
        return URL.create(DRIVER, username=role, database=database, query={"host": str(place.sockets)})

    return Urls(of(OWNER_ROLE), of(APP_ROLE))


def prepare(place: Layout) -> None:
    """Make what is missing of the two roles, the database and the extension."""
    with connect(place, "postgres") as connection:
        refuse_old(connection)
        for role, more in ((OWNER_ROLE, sql.SQL("")), (APP_ROLE, sql.SQL("NOINHERIT NOBYPASSRLS"))):
            if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN {}").format(sql.Identifier(role), more))
        # The worker signs in as the owner and works as the app.
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP_ROLE), sql.Identifier(OWNER_ROLE)))
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            names = sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
    with connect(place, DATABASE) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")


def prepare_given(database_url: str) -> Urls:
    """The URLs where the operator brings a PostgreSQL: one login, the app role is taken on connecting.

    PostGIS and the role are made where they are missing and the login may make them.
    Raises Invalid where the server can't be reached, is too old or refuses, and where the database is not in UTF-8.
    """
    try:
        url = make_url(database_url).set(drivername=DRIVER)
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True, connect_timeout=10) as connection:
            _refuse_other_encoding(connection)
            refuse_old(connection)
            _prepare_with_login(connection)
    except ArgumentError as refused:
        raise Invalid("cluster.url_malformed") from refused
    except psycopg.Error as refused:
        where = url.render_as_string(hide_password=True)
        raise Invalid("cluster.url_refused", url=where, output=str(refused).strip()) from refused
    return Urls(url, url)


def _refuse_other_encoding(connection: Connection) -> None:
    """What is not UTF-8 can't hold every name, and SQL_ASCII gives text back as bytes."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Invalid("cluster.other_encoding", database=connection.info.dbname, encoding=encoding or "?")


def _prepare_with_login(connection: Connection) -> None:
    if not _exists(connection, "SELECT 1 FROM pg_extension WHERE extname = %s", "postgis"):
        connection.execute("CREATE EXTENSION postgis")
    role = sql.Identifier(APP_ROLE)
    if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", APP_ROLE):
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT NOBYPASSRLS").format(role))
    # Since 16, whoever makes a role may grant it, yet may not act as it until it is granted.
    needed = "SET" if connection.info.server_version >= 160000 else "MEMBER"
    if not _exists(connection, "SELECT 1 WHERE pg_has_role(current_user, %s, %s)", APP_ROLE, needed):
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))


def _exists(connection: Connection, query: LiteralString, *names: str) -> bool:
    return connection.execute(query, names).fetchone() is not None
