"""Every kind of work, gathered for the worker, as services/tables.py gathers the tables."""

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from services.assessment import work as assessment
from services.geography import work as geography
from services.hotspots import work as hotspots
from services.intake import uploads
from services.intake import work as intake
from services.jobs.kinds import KINDS
from services.matters.photos import files
from services.settings import Settings

__all__ = ["KINDS", "assessment", "geography", "hotspots", "intake", "tidy"]


def tidy(settings: Settings, owner: Engine) -> None:
    """Remove what nobody will come back to; done when a worker starts."""
    uploads.purge(settings)
    files.sweep(sessionmaker(owner), settings)
