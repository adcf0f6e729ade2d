"""Every kind of work, gathered for the worker, as services/tables.py gathers the tables."""

from services.jobs.kinds import KINDS

__all__ = ["KINDS"]
