"""The product as it is served, over a database that is given: `python -m bench.app URL PORT HOME`."""

import sys
from pathlib import Path

import uvicorn

from services.database import app_engine
from services.settings import Settings
from web.app import create_app


def main(url: str, port: str, home: str) -> None:
    """Serve until terminated."""
    app = create_app(Settings(home=Path(home), database_url=None), app_engine(url))
    uvicorn.run(app, port=int(port), log_level="error", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
