"""What is said of the codes that a file brings."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from services.matters.codes.catalogue import load_codes
from services.messages import Message, message

MOST_NAMED = 12


def unknown_codes(session: Session, written: Iterable[str]) -> Message | None:
    """The codes that no list knows, the most frequent first; None where all are known."""
    unknown = load_codes(session).unknown(written)
    if not unknown:
        return None
    named = [f"{code[:40]} ({n})" for code, n in unknown.most_common(MOST_NAMED)]
    return message(
        "%(count)d rows carry a code that is on no list: %(codes)s. They are kept as they are written.",
        count=unknown.total(), codes=", ".join(named) + (" …" if len(unknown) > MOST_NAMED else ""),
    )  # fmt: skip
