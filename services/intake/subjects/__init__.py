"""The kinds of points that a table may bring, by the word that commands and pages use."""

from services.intake.subjects import household, matter, visit
from services.intake.subjects.subject import Subject

SUBJECTS: dict[str, Subject] = {
    "households": household.SUBJECT,
    "matters": matter.SUBJECT,
    "visits": visit.SUBJECT,
}
