"""An event that empties the whole item (R2)."""

from decimal import Decimal
from typing import ClassVar, Literal

from services.assessment.rules.base import Room, Rule
from services.assessment.rules.counted import in_count, total
from services.assessment.said import Said, said
from services.assessment.values import Effect, Evidence


class ZeroItemOn(Rule):
    """Whatever the item has left is taken once the event has occurred, however often."""

    reads_score: ClassVar[bool] = True
    rule: Literal["zero_item_on"] = "zero_item_on"

    def apply(self, evidence: Evidence, room: Room) -> list[Effect]:
        counted = total(in_count(evidence.tallies, "left_out"))
        left = room.score - max(Decimal(0), room.floor)
        if not counted.number or left <= 0:
            return []
        arithmetic = said(
            "%(what)s, %(count)d in number: the item is emptied, %(points)s off",
            what=self.what, count=counted.number, points=left,
        )  # fmt: skip
        return [self.effect(-left, arithmetic, evidence, counted.refs)]

    def words(self) -> Said:
        return said("%(what)s: once is enough to empty the item", what=self.what)
