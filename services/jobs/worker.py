"""The worker: takes jobs out of the queue and does them, and takes up what was interrupted."""

import asyncio
import contextlib
from uuid import UUID

from procrastinate import App, PsycopgConnector
from sqlalchemy import URL

from services.database import owner_engine
from services.jobs.resume import take_up
from services.jobs.run import Shop, run
from services.settings import Settings
from services.work import KINDS, tidy

# One long and one short job at a time: this machine also serves pages.
AT_ONCE = 2
LOOK_EVERY_S = 5.0
# What is not done by then is left to the next start, which begins it anew.
GRACE_S = 10.0


def queue(url: URL, shop: Shop) -> App:
    """The queue as the library knows it: its tables have a schema of their own, and one task that does any job."""
    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=conninfo, kwargs={"options": "-c search_path=queue,public"}))

    @app.task(name="run", queue="work")
    def do(job: str) -> None:
        run(shop, UUID(job))

    return app


def serve_jobs(settings: Settings, owner: URL, *, wait: bool = True) -> None:
    """Work until told to stop (SIGTERM, SIGINT), or until nothing waits."""
    engine = owner_engine(owner)
    try:
        shop = Shop(settings, engine, KINDS)
        asyncio.run(_serve(queue(owner, shop), shop, wait=wait))
    finally:
        engine.dispose()


async def _serve(app: App, shop: Shop, *, wait: bool) -> None:
    await asyncio.to_thread(take_up, shop.engine)
    await asyncio.to_thread(tidy, shop.settings, shop.engine)
    looking = asyncio.create_task(_look_after(shop)) if wait else None
    try:
        async with app.open_async():
            await app.run_worker_async(
                wait=wait, concurrency=AT_ONCE, delete_jobs="successful", shutdown_graceful_timeout=GRACE_S
            )
    finally:
        if looking is not None:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking


async def _look_after(shop: Shop) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        await asyncio.to_thread(take_up, shop.engine)
