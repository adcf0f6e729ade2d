"""A disk without room, said the same wherever it is met: at the command line, on a page, in a job."""

import errno

from psycopg.errors import DiskFull

from services.errors import CATALOGUE, register
from services.messages import Message, message

CODE = "disk.full"
register(
    {
        CODE: "There is no room left on the disk, so this was not done; what was there before is whole. "
        "Make room and try again."
    }
)


def is_full(error: BaseException) -> bool:
    """Whether an error, or what it came from, is a disk without room: the database's or this machine's."""
    if isinstance(error, DiskFull) or (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)):
        return True
    origin = getattr(error, "orig", None) or error.__cause__
    return isinstance(origin, BaseException) and is_full(origin)


def sentence() -> Message:
    """What is said of it."""
    return message(CATALOGUE[CODE])
