"""The rules that matters follow, as the office sets them: limits and departments, the calendar, the list of types."""

from typing import Any

from services.errors import DomainError
from web.access import Caller
from web.problems import number_of


def frame(caller: Caller, tab: str, refused: DomainError | None) -> dict[str, Any]:
    """What the pages of rules share: who reads, whether they set anything, what was refused."""
    return {
        "person": caller.person, "form": caller.form, "tab": tab, "sets": caller.scope.role == "office",
        "refused": refused.message.render(caller.lang) if refused else None,
    }  # fmt: skip


def status(refused: DomainError | None) -> int:
    """The number of the answer."""
    return number_of(refused) if refused else 200
