"""What a route will miss in a file of streets: nodes where streets meet, one part a street, speeds."""

import re
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.noding import Crossing, unnoded
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.messages import message

SPEED = re.compile(r"speed|velocity|km_?h|mph|速", re.IGNORECASE)
MOST_NAMED = 300


def check_streets(shapes: NDArray[np.object_], names: Sequence[str | None], features: Features, report: Report) -> None:
    """Tell what stands in the way of routes; nothing of it keeps the file out. Lines in degrees, none empty."""
    _say_parts(shapes, report)
    _say_nodes(unnoded(shapes), names, report)
    if not any(SPEED.search(column) for column in features.columns):
        text = message("No column says how fast one may go; travel times will go by the kind of street alone.")
        report.findings.append(Finding("no_speed", text, False))


def _say_parts(shapes: NDArray[np.object_], report: Report) -> None:
    parts = shapely.get_num_geometries(shapes)
    several = int((parts > 1).sum())
    collections = int((shapely.get_type_id(shapes) == shapely.GeometryType.MULTILINESTRING).sum())
    if not collections:
        return
    text = message(
        "%(count)d streets are written as collections of lines (MultiLineString); %(several)d of them really have "
        "several parts, and every part becomes a street of its own for routes.",
        count=collections, several=several,
    )  # fmt: skip
    report.findings.append(Finding("parts", text, False))


def _say_nodes(found: list[Crossing], names: Sequence[str | None], report: Report) -> None:
    if not found:
        return
    ends = sum(one.ends for one in found)
    text = message(
        "The streets are not noded everywhere: %(ends)d times a street ends on another one that has no node there, and "
        "%(crosses)d times two cross without one. A route can't turn there; over a bridge that is right.",
        ends=ends, crosses=len(found) - ends,
    )  # fmt: skip
    report.findings.append(Finding("not_noded", text, False))
    for one in found[:MOST_NAMED]:
        said = message(
            "%(first)s ends on %(second)s, or the other way, without a node."
            if one.ends
            else "%(first)s and %(second)s cross without a node.",
            first=names[one.first] or "–", second=names[one.second] or "–",
        )  # fmt: skip
        report.findings.append(Finding("not_noded", said, False, one.lon, one.lat))
