"""What can be refused of hotspots."""

from services.errors import register

register(
    {
        "hotspots.none": "There is no such analysis, or none of it lies in your scope.",
        "hotspots.place": "This analysis has no hotspot number %(number)d in your scope.",
        "hotspots.choice": "“%(given)s” is no choice for %(name)s: choose one of %(choices)s.",
        "hotspots.group": "There is no group of types called “%(group)s”, or it is empty. Choose another one.",
        "hotspots.reports": "All reports can only be what one type or group is weighed against. "
        "Choose a type, or another effort.",
        "hotspots.no_streets": "No streets have been taken in, so there are none to be units. Choose hexagons.",
        "hotspots.no_units": "The edition has no grids that could be covered.",
        "hotspots.width": "Hexagons are 50 to 250 m across, not %(given)s.",
    }
)
