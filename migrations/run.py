"""Run the migrations from code: no ini file, the URL is handed in."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine, pool


def config(url: URL | str | None = None) -> Config:
    """Alembic's configuration for this folder."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    if url is not None:
        made.attributes["url"] = url
    return made


def upgrade(url: URL | str, revision: str = "head") -> None:
    """Bring the database to a revision."""
    command.upgrade(config(url), revision)


def downgrade(url: URL | str, revision: str) -> None:
    """Take the database back to a revision."""
    command.downgrade(config(url), revision)


def current(url: URL | str) -> str | None:
    """The revision that the database is at, None where it has none."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The newest revision in this folder."""
    return str(ScriptDirectory.from_config(config()).get_current_head())
