"""How Alembic reaches the database: by the URL or connection handed in, never by the environment."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection, create_engine, pool

from services.tables import metadata


def migrate(connection: Connection) -> None:
    """Run the revisions in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=alembic_helpers.include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes
if "connection" in given:
    migrate(given["connection"])
else:
    with create_engine(given["url"], poolclass=pool.NullPool).connect() as opened:
        migrate(opened)
        opened.commit()
