"""Grades, peer groups and ties: what is made of totals once they stand."""

from collections.abc import Collection
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from services.assessment.rules.base import Label, Part, Percent
from services.assessment.rules.partition import Band


class GradeBand(Band):
    """A grade from a total on, and below another."""

    grade: Label


class ByThreshold(Part):
    """Grades by the rounded total, in bands that leave out no number and hold none twice."""

    by: Literal["threshold"]
    bands: Annotated[tuple[GradeBand, ...], Field(min_length=1)]


class Quota(Part):
    """A grade for so many per cent of those ranked, from the top."""

    grade: Label
    share: Percent


class ByQuota(Part):
    """Grades by place, the best first; the shares add up to 100."""

    by: Literal["quota"]
    quotas: Annotated[tuple[Quota, ...], Field(min_length=1)]


Grades = Annotated[ByThreshold | ByQuota, Field(discriminator="by")]


def grade_names(grades: ByThreshold | ByQuota) -> tuple[str, ...]:
    """The grades by their Chinese names, in the order of the file."""
    if isinstance(grades, ByThreshold):
        return tuple(band.grade.zh for band in grades.bands)
    return tuple(quota.grade.zh for quota in grades.quotas)


def grade_at(grades: ByThreshold, total: Decimal, caps: Collection[str] = ()) -> Label:
    """The one grade of a rounded total, or the worst of those that vetoes leave at best, by their Chinese names."""
    rising = sorted(grades.bands, key=lambda band: (band.low is not None, band.low or Decimal(0)))
    reached = sum(band.low is None or total >= band.low for band in rising)
    capped = (at for at, band in enumerate(rising) if band.grade.zh in caps)
    return rising[min([reached - 1, *capped])].grade


def quota_at(grades: ByQuota, at: int, caps: Collection[str] = ()) -> Label:
    """The grade of the quota with a number from 0, the best, or the worst of those that vetoes leave at best."""
    capped = [n for n, quota in enumerate(grades.quotas) if quota.grade.zh in caps]
    return grades.quotas[max([at, *capped])].grade


class Group(Part):
    """Those who are ranked among each other (R17), by the codes of their zones."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    title: Label
    zones: Annotated[tuple[str, ...], Field(min_length=1)]


class Ties(Part):
    """Equal totals share a place: "1, 2, 2, 4" (standard) or "1, 2, 2, 3" (dense), after the breakers named.

    A breaker is the key of an item or a component: who has more there is before. What is still equal stays tied.
    """

    rank: Literal["standard", "dense"] = "standard"
    breakers: tuple[str, ...] = ()
