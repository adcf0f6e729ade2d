"""What the map says of a unit."""

from typing import Literal

from geo.hotspot.permutation import Tested

Verdict = Literal["confirmed", "watch", "none", "not_enough"]
VERDICTS: tuple[Verdict, ...] = ("confirmed", "watch", "none", "not_enough")
# The chance of a false alarm anywhere on the map.
CONFIRMED, WATCH = 0.05, 0.20


def verdicts(tested: Tested) -> list[Verdict]:
    """Confirmed hotspot, watch, no evidence, or not enough looked: little effort proves nothing either way."""
    return [_verdict(float(p), bool(enough)) for p, enough in zip(tested.p, tested.enough, strict=True)]


def _verdict(p: float, enough: bool) -> Verdict:
    if not enough:
        return "not_enough"
    if p <= CONFIRMED:
        return "confirmed"
    return "watch" if p <= WATCH else "none"
