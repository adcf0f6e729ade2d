"""Passwords: argon2id with the parameters of OWASP's cheat sheet, at most two at a time."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from services.errors import Invalid

LEAST = 10
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Hashing is made to be costly; fifty sign-ins at once shall not take the service down.
_AT_ONCE = BoundedSemaphore(2)
# What an unknown name is checked against, so that it takes as long as a known one.
_NOBODY = _HASHER.hash("nobody")


def hash_password(password: str) -> str:
    """The hash to store. Raises Invalid where the password is too short."""
    if len(password) < LEAST:
        raise Invalid("access.password", least=LEAST)
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the stored one; takes as long where nothing is stored."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and stored is not None
        except (VerifyMismatchError, InvalidHashError):
            return False
