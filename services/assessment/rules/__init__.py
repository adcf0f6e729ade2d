"""The primitives that a rubric's items are made of: arithmetic over evidence, each with its sentence."""

from typing import Annotated

from pydantic import Field

from services.assessment.rules.bands import Bands
from services.assessment.rules.bonus import Bonus
from services.assessment.rules.deduct_per import DeductPer
from services.assessment.rules.deferral import Deferral
from services.assessment.rules.escalate import Escalate
from services.assessment.rules.factor import Factor
from services.assessment.rules.full_if import FullIf
from services.assessment.rules.manual import Manual
from services.assessment.rules.missing_act import MissingAct
from services.assessment.rules.ratio_linear import RatioLinear
from services.assessment.rules.ratio_to_target import RatioToTarget
from services.assessment.rules.veto import Veto
from services.assessment.rules.zero_item_on import ZeroItemOn

AnyRule = Annotated[
    DeductPer
    | Escalate
    | RatioLinear
    | RatioToTarget
    | Bands
    | MissingAct
    | ZeroItemOn
    | FullIf
    | Manual
    | Bonus
    | Veto
    | Deferral
    | Factor,
    Field(discriminator="rule"),
]

__all__ = [
    "AnyRule",
    "Bands",
    "Bonus",
    "DeductPer",
    "Deferral",
    "Escalate",
    "Factor",
    "FullIf",
    "Manual",
    "MissingAct",
    "RatioLinear",
    "RatioToTarget",
    "Veto",
    "ZeroItemOn",
]
