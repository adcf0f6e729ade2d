"""Periods as people say them."""

from datetime import timedelta

from services.measures.period import Period
from services.messages import Message, message

MONTHS = (
    message("January"), message("February"), message("March"), message("April"), message("May"), message("June"),
    message("July"), message("August"), message("September"), message("October"), message("November"),
    message("December"),
)  # fmt: skip


def label(period: Period) -> Message:
    """A period in words; any days by their first and last one."""
    year = period.start.year
    match period.kind:
        case "year":
            return message("Year %(year)d", year=year)
        case "half":
            return message("First half of %(year)d" if period.part == 1 else "Second half of %(year)d", year=year)
        case "quarter":
            return message("Quarter %(quarter)d of %(year)d", quarter=period.part, year=year)
        case "month":
            return message("%(month)s %(year)d", month=MONTHS[period.start.month - 1], year=year)
        case "week":
            return message("Week %(week)d of %(year)d", week=period.part, year=period.start.isocalendar().year)
    return message("%(first)s to %(last)s", first=period.start, last=period.stop - timedelta(days=1))
