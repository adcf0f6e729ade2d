"""What can be refused of a job."""

from services.errors import register

register(
    {
        "jobs.none": "There is no such job, or it is not yours.",
        "jobs.ended": "This has ended already and can't be cancelled.",
        "jobs.cancelled": "Cancelled. Nothing was written.",
        "jobs.broken": "Something went wrong here, and nothing was written. Try again; if it stays, tell the office "
        "the number %(number)s.",
        "jobs.interrupted": "The service was stopped %(times)d times while this ran, and nothing was written. "
        "The file may be too large for this machine. Start it again, or split the file.",
    }
)
