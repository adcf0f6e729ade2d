"""What can be wrong with the question to a measure."""

from services.errors import register

register(
    {
        "measures.period": "The period from %(start)s to %(stop)s has no days. Choose a later end.",
        "measures.period_long": "The period from %(start)s to %(stop)s is longer than %(longest)d days. "
        "Choose an earlier end.",
        "measures.period_key": "“%(period)s” is no period. Write 2026, 2026-H1, 2026-Q3, 2026-10, 2026-W40 or "
        "2026-03-01..2026-04-01, between 1990 and 2200.",
        "measures.measure": "There is no measure “%(measure)s”. There are: %(known)s.",
        "measures.period_open": "A period of days needs both its first day and its end.",
        "measures.no_edition": "There are no boundaries yet. Take the first edition in.",
    }
)
