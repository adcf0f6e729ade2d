"""Points by the band that a share or a count falls into (R3, R22)."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from services.assessment.rules.base import Number, Room, refused
from services.assessment.rules.counted import in_count, total
from services.assessment.rules.partition import Band, partition_fault
from services.assessment.rules.shared import ShareRule
from services.assessment.said import Said, Words, plain, said
from services.assessment.values import Effect, Evidence


class PointBand(Band):
    """So many points, or so many off, in this band."""

    points: Number

    def holds_count(self, count: int) -> bool:
        return (self.low is None or count >= self.low) and (self.high is None or count < self.high)


class Bands(ShareRule):
    """The points of the one band that holds the share in per cent, or the count."""

    rule: Literal["bands"] = "bands"
    of: Literal["share", "count"] = "share"
    bands: Annotated[tuple[PointBand, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def whole(self) -> Self:
        if fault := partition_fault(self.bands):
            raise refused(fault)
        return self

    @property
    def full(self) -> Decimal:
        return max(Decimal(0), *(band.points for band in self.bands), Decimal(0))

    def applies(self, evidence: Evidence) -> bool:
        return super().applies(evidence) if self.of == "share" else super(ShareRule, self).applies(evidence)

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        found = self.found(evidence)
        if found is None:
            return []
        band, reading, refs = found
        arithmetic = said(
            "%(what)s: %(reading)s is in the band %(band)s: %(points)s",
            what=self.what, reading=reading, band=ends(band), points=band.points,
        )  # fmt: skip
        return [self.effect(band.points, arithmetic, evidence, refs)]

    def found(self, evidence: Evidence) -> tuple[PointBand, Said, tuple[int, ...]] | None:
        """The band, what was read and what it rests on; none where there is nothing to read."""
        if self.of == "count":
            counted = total(in_count(evidence.tallies, self.deferred))
            band = next(b for b in self.bands if b.holds_count(counted.number))
            return band, said("%(count)d in number", count=counted.number), counted.refs
        share = self.share(evidence)
        if share is None:
            return None
        reached = [b for b in self.bands if b.low is None or share.at_least(b.low)]
        band = max(reached, key=lambda b: (b.low is not None, b.low or Decimal(0)))
        return band, share.said, self.refs(evidence)

    def words(self) -> Said:
        zh = "；".join(f"{ends(b).render('zh')}：{plain(b.points)}" for b in self.bands)
        en = "; ".join(f"{ends(b).render('en')}: {plain(b.points)}" for b in self.bands)
        values = {"what": self.what, "bands": Words(zh, en)}
        return (
            said("%(what)s in per cent, by band: %(bands)s", **values)
            if self.of == "share"
            else said("%(what)s, by number: %(bands)s", **values)
        )


def ends(band: Band) -> Said:
    """A band's ends in words."""
    if band.low is None:
        return said("everything") if band.high is None else said("below %(high)s", high=band.high)
    if band.high is None:
        return said("%(low)s and more", low=band.low)
    return said("%(low)s to below %(high)s", low=band.low, high=band.high)
