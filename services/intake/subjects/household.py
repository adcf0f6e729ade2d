"""Households: an address point, a count of residents, a state of the register."""

from services.intake.cells import Field, as_count, as_text, one_of
from services.intake.subjects.subject import Subject

STATES = {"registered": "registered", "在册": "registered", "vacant": "vacant", "空置": "vacant"}
FIELDS = (
    Field("address", "address", as_text),
    Field("residents", "residents", as_count),
    Field("state", "state", one_of(STATES), default="registered"),
    Field("interval", "visit_interval_days", as_count),
)
SUBJECT = Subject("household", FIELDS)
