"""The words of the intake page: subjects, fields, and what each kind of finding means."""

from services.messages import Message, message

SUBJECTS: dict[str, Message] = {
    "zones": message("Zones and their boundaries"),
    "households": message("Households"),
    "matters": message("Matters"),
    "visits": message("Visits and patrols"),
    "streets": message("Streets of the base map"),
    "water": message("Water of the base map"),
    "buildings": message("Buildings of the base map"),
}
FIELDS: dict[str, Message] = {
    "level": message("Level"),
    "code": message("Code"),
    "name": message("Name of the zone or thing"),
    "parent": message("Code of the parent"),
    "kind": message("Kind"),
    "ref": message("Number"),
    "lon": message("Longitude"),
    "lat": message("Latitude"),
    "accuracy": message("Accuracy in metres"),
    "address": message("Address"),
    "residents": message("Residents"),
    "state": message("State"),
    "interval": message("Days between visits"),
    "matter_code": message("Code of the matter"),
    "source": message("Source"),
    "opened": message("Opened"),
    "due": message("Due"),
    "closed": message("Closed"),
    "household": message("Number of the household"),
    "visitor": message("Visitor"),
    "device": message("Device"),
    "visited": message("Time of the visit"),
    "zone": message("Stated zone, only compared"),
}
LEVELS: dict[str, Message] = {
    "subdistrict": message("Subdistrict"),
    "community": message("Community"),
    "area": message("Area"),
    "grid": message("Grid"),
}
# Kind of finding -> what it is.
KINDS: dict[str, Message] = {
    "outline": message("Outlines that can't be used"),
    "no_code": message("Rows without a code"),
    "duplicate_code": message("Codes that stand twice"),
    "unknown_parent": message("Parents that are not there"),
    "overlap": message("Outlines overlap"),
    "duplicate_outline": message("The same outline twice"),
    "gap": message("Gaps between neighbours"),
    "outside_parent": message("Outside the parent"),
    "multipart": message("Outlines in several parts"),
    "repaired": message("Repaired outlines"),
    "shape": message("Shapes of another kind"),
    "no_place": message("Rows without a place"),
    "swapped": message("Longitude and latitude swapped"),
    "off_earth": message("No place on the earth"),
    "empty": message("Required cells that are empty"),
    "unreadable": message("Cells that can't be read"),
    "number_twice": message("One number, different rows"),
    "closed_before_opened": message("Closed before opened"),
    "due_before_opened": message("Due before opened"),
    "out_of_scope": message("Outside your zones"),
    "same_place": message("Many rows on one point"),
    "outside": message("Outside all grids"),
    "stated_zone": message("Stated zone differs from the map"),
    "stated_zone_share": message("How often the stated zone agrees"),
}
STEPS: dict[str, Message] = {
    "waiting": message("Waiting"),
    "running": message("Running"),
    "done": message("Done"),
    "failed": message("Failed"),
    "cancelled": message("Cancelled"),
    "interrupted": message("Interrupted"),
}
