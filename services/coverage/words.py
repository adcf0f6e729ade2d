"""The words of coverage: states of addresses and why something is stated of one."""

from services.messages import Message, message

STATES: dict[str, Message] = {
    "collected": message("Collected"),
    "vacant": message("Found vacant"),
    "refused": message("Refused"),
    "no_contact": message("No contact"),
    "inaccessible": message("Can't be reached"),
    "missing": message("Not reached yet"),
    "excluded": message("No address to visit"),
}
REASONS: dict[str, Message] = {
    "locked": message("The building is locked"),
    "unsafe": message("The way there is unsafe"),
    "works": message("Building works"),
    "cut_off": message("Cut off by water or a closed road"),
    "demolished": message("Demolished"),
    "no_dwelling": message("Nobody can live there"),
    "double": message("The same address stands twice"),
    "outside": message("Outside the subdistrict"),
}
