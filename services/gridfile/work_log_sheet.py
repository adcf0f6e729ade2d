"""A work log for other programs: one row a day."""

from zoneinfo import ZoneInfo

from services.export.sheet import Sheet
from services.gridfile.work_log import WorkLog
from services.messages import Lang, message

TITLE = message("Work log")
YES, NO = message("yes"), message("no")
HEADS = (
    message("Day"), message("Workday"), message("Visits"), message("Households reached"), message("Patrol points"),
    message("Visits struck on review"), message("First on record"), message("Last on record"),
    message("Matters opened"), message("Found by the grid"), message("Matters closed"), message("Closed late"),
)  # fmt: skip


def sheet_of(log: WorkLog, lang: Lang, zone: ZoneInfo) -> Sheet:
    """The days in their order."""
    rows = (
        (d.day, (YES if d.workday else NO).render(lang), d.visits, d.reached, d.patrols, d.struck, d.first_at,
         d.last_at, d.opened, d.found, d.closed, d.late)
        for d in log.days
    )  # fmt: skip
    return Sheet(f"{TITLE.render(lang)} {log.first:%Y-%m}", tuple(h.render(lang) for h in HEADS), rows, zone)
