"""The words of the register: the state of a household, and how it changed from one edition to another."""

from services.messages import Message, message

STATES: dict[str, Message] = {"registered": message("Registered"), "vacant": message("Vacant")}
WHAT: dict[str, Message] = {
    "added": message("Newly there"), "gone": message("Vanished"), "turned": message("Of another state"),
}  # fmt: skip
