"""What every instance starts with, laid after the migrations; again and again without harm."""

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.orm import Session

from services.database import owner_engine
from services.matters.codes.load import lay_codes

CODES = Path(__file__).parent / "codes"


def lay(url: str | URL) -> None:
    """Lay the lists that matters are coded by."""
    engine = owner_engine(url)
    with Session(engine) as session, session.begin():
        lay_codes(session, CODES)
    engine.dispose()
