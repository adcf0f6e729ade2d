"""What can be refused to who asks for a file or a point."""

from services.errors import register

register(
    {
        "gridfile.no_zone": "There is no zone with the code “%(code)s” in any edition.",
        "gridfile.not_then": "“%(code)s” does not exist in the edition “%(edition)s”. It exists in: %(editions)s.",
        "gridfile.scope": "There is no zone “%(code)s” that lies wholly in your scope. Choose one from the map, or ask "
        "the office for its zone.",
        "gridfile.no_edition": "There is no edition %(edition)d in force.",
        "gridfile.point": "There is no point “%(ref)s” in your scope. Points of other grids are seen by those who work "
        "there.",
    }
)
