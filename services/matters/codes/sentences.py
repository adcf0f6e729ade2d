"""What can be refused about codes."""

from services.errors import register

register(
    {
        "codes.official": "What %(code)s is now stands in the standard itself; it can't be decided here.",
        "codes.local": "“%(code)s” can't be a local code: it begins with L and has a name.",
        "codes.taken": "There is a code “%(code)s” already.",
        "codes.unknown": "There is no code “%(code)s” in the list.",
        "codes.group": "There is no group of codes “%(group)s”.",
    }
)
