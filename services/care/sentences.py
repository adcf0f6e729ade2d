"""What can be refused of welfare visits."""

from services.errors import register

register(
    {
        "care.entitled": "Welfare visits are seen by the leaders and the community staff of their own grids "
        "and by the office.",
        "care.set": "The office or the community's staff say how often a household is visited.",
        "care.interval": "An interval is from 1 to %(most)d days; this was %(days)d.",
        "care.household": "There is no household %(ref)s in your scope.",
        "care.same": "%(ref)s is visited every %(days)d days already.",
        "care.none": "No interval is set for %(ref)s, so there is none to end.",
    }
)
