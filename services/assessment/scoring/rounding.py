"""The one rounding, where the rubric says; what it adds or takes is a step."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from services.assessment.rubric.model import Rounding
from services.assessment.said import said
from services.assessment.values import Effect

HALVES = {"even": ROUND_HALF_EVEN, "up": ROUND_HALF_UP}


def rounded(points: Decimal, rule: Rounding) -> Decimal:
    """Points to the rubric's digits."""
    return points.quantize(Decimal(1).scaleb(-rule.digits), HALVES[rule.half])


def rounding_step(points: Decimal, rule: Rounding) -> list[Effect]:
    """The step from exact points to rounded ones, if there is any."""
    result = rounded(points, rule)
    if result == points:
        return []
    sentence = said("Rounded to %(digits)d decimals: %(points)s", digits=rule.digits, points=result)
    return [Effect("rounding", result - points, sentence)]
