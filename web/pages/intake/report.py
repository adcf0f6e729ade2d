"""What a check or the writing of a file found, as its page shows it."""

from collections.abc import Sequence
from typing import Any

from services.intake.rows import ACCEPTABLE
from services.intake.tables import Upload
from services.intake.zone_checks import NEVER_ACCEPTED
from services.jobs.tables import Job
from services.messages import Lang, Message, from_data, message
from web.access import Caller
from web.pages.intake.words import KINDS, SETTLED
from web.pages.problem_map import draw

# What comes row by row: the good rows can be written without the others.
BY_ROW = ("households", "matters", "histories", "visits")
ALL_THERE = message("Every row of this file is there already; nothing is left to write.")
NONE_GOOD = message("No row of this file can be written. Mend what is marked, and hand it in again.")
NOT_AS_IT_IS = message("This file can't be written as it is. Mend what is marked, and hand it in again.")


def numbered(findings: Sequence[dict[str, Any]], lang: Lang) -> list[dict[str, Any]]:
    """Findings as the list and both maps know them: each with its number and its sentence."""
    return [f | {"number": i, "text": from_data(f["said"]).render(lang)} for i, f in enumerate(findings)]


def settled(kind: str, lang: Lang) -> dict[str, str] | None:
    """What to do about a kind of finding, and where, if that needs no other file."""
    if kind not in SETTLED:
        return None
    said, where = SETTLED[kind]
    return {"said": said.render(lang), "where": where}


def nothing_to_write(points: bool, writable: int, refused: int, never: int) -> Message | None:
    """Why there is nothing that could be written, if so: no good row, or a whole that stands or falls together."""
    if not points:
        return NOT_AS_IT_IS if never else None
    if writable:
        return None
    return NONE_GOOD if refused else ALL_THERE


def report_of(caller: Caller, upload: Upload, job: Job) -> dict[str, Any]:
    """A check's report as the page shows it: kinds with their findings, and the map."""
    data = job.result or {}
    lang = caller.lang
    listed = numbered(data["findings"], lang)
    points = upload.subject in BY_ROW
    kinds = [
        one | {"title": KINDS[one["kind"]].render(lang), "settled": settled(one["kind"], lang),
               "findings": [f for f in listed if f["kind"] == one["kind"]],
               "acceptable": one["stops"] and (one["kind"] in ACCEPTABLE if points else
                                               one["kind"] not in NEVER_ACCEPTED)}
        for one in sorted(data["kinds"], key=lambda k: (not k["stops"], -k["count"]))
    ]  # fmt: skip
    stops = [k for k in kinds if k["stops"]]
    never, acceptable = ([k for k in stops if k["acceptable"] == may] for may in (False, True))
    new = data["rows"] - data["refused"] - data["already"] if points else data["rows"] - data["refused"]
    nothing = nothing_to_write(points, new + len(acceptable), data["refused"], len(never))
    # Of points without a single place to show, a map would only be an empty town.
    drawing = draw(data.get("outlines", []), listed)
    return data | {
        "findings": listed,
        "kinds": kinds,
        "points": points,
        "choose": any(k["settled"] and k["settled"]["where"] == "#words" for k in kinds),
        "never": never,
        "acceptable": acceptable,
        "nothing": nothing.render(lang) if nothing else None,
        "drawing": drawing if drawing and (drawing.marks or not points) else None,
        "new": new,
    }
