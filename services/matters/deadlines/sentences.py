"""What can be refused about limits."""

from services.errors import register

register(
    {
        "deadlines.limit": "The limit can't be used: stage is one of %(stages)s, the clock one of %(clocks)s, the "
        "amount more than nought or empty.",
        "deadlines.code": "A limit is for a code or for a class, not for both.",
    }
)
