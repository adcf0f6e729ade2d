"""Times that are written in an unusual form: the form is named, so that the operator need not find it out."""

from collections.abc import Sequence
from datetime import datetime

from services.intake.report import Finding
from services.messages import message

MOSTLY = 0.9
LOOKED_AT = 2000
# Month first before day first: where both fit, no day is over the twelfth, and the first one is proposed.
FORMS = tuple(
    f"{day}{time}"
    for day in ("%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y%m%d", "%Y年%m月%d日", "%m/%d/%y")
    for time in (" %I:%M:%S %p", " %I:%M %p", " %H:%M:%S", " %H:%M", "")
)


def propose(column: str, unread: Sequence[str]) -> Finding | None:
    """A finding that names the form of cells that could not be read; None where they have no common form."""
    some = unread[:LOOKED_AT]
    fitting = [form for form in FORMS if sum(_fits(cell, form) for cell in some) >= MOSTLY * len(some)]
    if not some or not fitting:
        return None
    text = message(
        "The times in column %(column)s are written as %(form)s, for example “%(cell)s”. Give that form "
        "(--time-format).",
        column=column, form=fitting[0], cell=some[0][:40],
    )  # fmt: skip
    return Finding("time_form", text, False)


def _fits(cell: str, form: str) -> bool:
    try:
        datetime.strptime(cell.strip(), form)  # noqa: DTZ007 (only its form is asked for)
    except ValueError:
        return False
    return True
