"""What can go wrong, in four kinds; each error is a sentence. The web gives the kinds their numbers."""

from services.messages import Message

CATALOGUE: dict[str, str] = {}


def register(sentences: dict[str, str]) -> None:
    """Add a subject's sentences: code -> English template. A code is registered once.

    Raises ValueError where another subject already holds a code.
    """
    taken = CATALOGUE.keys() & sentences.keys()
    if taken:
        raise ValueError(f"error codes registered twice: {sorted(taken)}")
    CATALOGUE.update(sentences)


class DomainError(Exception):
    """A refusal that a person can read: the code names it, the parameters fill its sentence."""

    def __init__(self, code: str, /, **params: object) -> None:
        self.code = code
        self.message = Message(CATALOGUE[code], params)
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):
    """There is no such thing, or the caller may not know of it."""


class Conflict(DomainError):
    """The thing has moved on since the caller looked."""


class Invalid(DomainError):
    """What was handed in can't be used as it is."""


class Forbidden(DomainError):
    """The caller may not do this."""
