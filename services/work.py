"""Every kind of work, gathered for the worker, as services/tables.py gathers the tables."""

from services.geography import work as geography
from services.jobs.kinds import KINDS

__all__ = ["KINDS", "geography"]
