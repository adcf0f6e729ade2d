"""Working time: four clocks over windows, holidays and shifted workdays."""

from services.working_time import sentences

__all__ = ["sentences"]
