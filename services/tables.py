"""Every table there is, gathered for the migrations."""

from services.access import tables as access
from services.assessment import tables as assessment
from services.assessment.publication import tables as publication
from services.assessment.rubric import tables as rubric
from services.back_check import tables as back_check
from services.care import tables as care
from services.coverage import tables as coverage
from services.database import Base
from services.field import tables as field
from services.geography import tables as geography
from services.hotspots import tables as hotspots
from services.inspection import tables as inspection
from services.intake import tables as intake
from services.jobs import tables as jobs
from services.locating import tables as locating
from services.matters import tables as matters
from services.matters.codes import tables as codes
from services.matters.deadlines import tables as deadlines
from services.matters.likeness import tables as likeness
from services.matters.photos import tables as photos
from services.month_end import tables as month_end
from services.register import tables as register
from services.versions import tables as versions
from services.visit_review import tables as visit_review
from services.visits import tables as visits
from services.working_time import tables as working_time

__all__ = [
    "access",
    "assessment",
    "back_check",
    "care",
    "codes",
    "coverage",
    "deadlines",
    "field",
    "geography",
    "hotspots",
    "inspection",
    "intake",
    "jobs",
    "likeness",
    "locating",
    "matters",
    "month_end",
    "photos",
    "publication",
    "register",
    "rubric",
    "versions",
    "visit_review",
    "visits",
    "working_time",
]  # fmt: skip

metadata = Base.metadata
