"""The schema that the revisions make is the one that the tables describe."""

from alembic import command
from sqlalchemy import Engine, inspect

from migrations import run
from services.cluster.roles import Urls
from services.tables import metadata


def test_autogenerate_finds_nothing_to_do(urls: Urls) -> None:
    command.check(run.config(urls.owner))
    assert run.current(urls.owner) == run.head()


def test_the_revisions_can_be_taken_back_and_run_again(fresh_urls: Urls) -> None:
    run.downgrade(fresh_urls.owner, "base")
    assert run.current(fresh_urls.owner) is None
    run.upgrade(fresh_urls.owner)
    assert run.current(fresh_urls.owner) == run.head()


def test_every_table_is_there(owner: Engine) -> None:
    present = set(inspect(owner).get_table_names())
    assert set(metadata.tables) <= present
