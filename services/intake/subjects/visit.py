"""Visits and patrols: who was where, when, and what they found."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.intake.cells import Field, as_text, as_time, one_of
from services.intake.report import Finding
from services.intake.subjects.subject import Subject, Table
from services.messages import message
from services.visit_review.look import Looked, look_at_batch

FOUND = {
    "collected": "collected", "已采集": "collected", "nobody": "nobody", "无人": "nobody", "家中无人": "nobody",
    "refused": "refused", "拒访": "refused", "vacant": "vacant", "空置": "vacant", "空户": "vacant",
}  # fmt: skip
KINDS = {"visit": "visit", "走访": "visit", "patrol": "patrol", "巡查": "patrol"}
MIXED_UP = (
    "%(count)d devices tell their places in another frame: nobody's fault, to be put right as a whole under Visits."
)
TO_LOOK_AT = (
    "There is a reason to look at %(count)d visits of the quarters that this file reaches into. They are kept, and "
    "their visitors are heard under Visits."
)
FIELDS = (
    Field("kind", "kind", one_of(KINDS), default="visit"),
    Field("household", "household_ref", as_text),
    Field("found", "found", one_of(FOUND)),
    Field("visitor", "visitor", as_text),
    Field("device", "device", as_text),
    Field("visited", "visited_at", as_time, required=True),
    Field("left", "left_at", as_time),
    Field("form", "form", as_text),
    Field("sent", "sent_at", as_time),
    Field("received", "received_at", as_time),
)


def follow(session: Session, table: Table, batch_id: UUID, received_by: UUID | None) -> None:
    """They are looked at beside the others of their quarters."""
    table.report.findings += said_of(look_at_batch(session, batch_id, table.reading.zone, received_by))


def said_of(looked: Looked) -> list[Finding]:
    """What a look at visits came to, to be told with the file; nothing where there was nothing."""
    found = []
    if looked.devices:
        found.append(Finding("device_mixup", message(MIXED_UP, count=looked.devices), False))
    if looked.opened:
        found.append(Finding("visit_review", message(TO_LOOK_AT, count=looked.opened), False))
    return found


SUBJECT = Subject("visit", FIELDS, follow=follow)
