"""What stored words are called: kinds, levels, states, sources, sides."""

from services.matters.sources import SOURCE_WORDS
from services.messages import Lang, Message, message, translate
from services.register import words as register

LEVELS = {
    "subdistrict": message("Subdistrict"),
    "community": message("Community"),
    "area": message("Area"),
    "grid": message("Grid"),
}
KINDS = {"household": message("Household"), "matter": message("Matter"), "visit": message("Visit")}
PLURALS = {"household": message("Households"), "matter": message("Matters"), "visit": message("Visits and patrols")}
STATES = register.STATES
VISITS = {"visit": message("Visit"), "patrol": message("Patrol")}
STANDINGS = {
    "open": message("Open"),
    "overdue": message("Overdue"),
    "deferred": message("Deferred"),
    "supervised": message("Supervised"),
    "all": message("All of them"),
}
LIMITED = {
    "file": message("Filing, from the report"),
    "dispatch": message("Dispatch, from the filing"),
    "handle": message("Handling, from the dispatch"),
    "check": message("Checking, from the handling"),
    "close": message("Closing, from the report"),
}
CLOCKS = {
    "urgent": message("minutes, day and night"),
    "working_hours": message("working hours"),
    "workdays": message("workdays"),
    "calendar_days": message("calendar days"),
}
VERIFIED = {
    "official": message("read in the standard"),
    "transcribed": message("transcribed, not yet compared with the standard"),
    "local": message("the office's own"),
}
PAIRS = {
    "official": message("says the standard"),
    "office": message("confirmed by the office"),
    "names_agree": message("the names agree, not yet confirmed"),
    "by_rule": message("by the rule alone, not used"),
    "rejected": message("rejected, not used"),
}
SIDES = {
    "n": message("north"), "ne": message("north-east"), "e": message("east"), "se": message("south-east"),
    "s": message("south"), "sw": message("south-west"), "w": message("west"), "nw": message("north-west"),
}  # fmt: skip


def source(word: str | None, lang: Lang) -> str:
    """Who reported a matter; a word that is none of ours is said as the file had it."""
    if word is None:
        return translate("Not stated", lang)
    return SOURCE_WORDS.get(word, Message("%(word)s", {"word": word})).render(lang)
