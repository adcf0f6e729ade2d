"""What every instance starts with, laid after the migrations; again and again without harm."""

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.orm import Session

from services.database import owner_engine
from services.geography.drawn import draw_lacking
from services.matters.codes.load import lay_codes

CODES = Path(__file__).parent / "codes"


def lay(url: str | URL) -> None:
    """Lay the lists that matters are coded by, and draw the editions that an older release drew, or none."""
    engine = owner_engine(url)
    with Session(engine) as session, session.begin():
        lay_codes(session, CODES)
        draw_lacking(session)
    engine.dispose()
