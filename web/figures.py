"""Numbers, days and moments as the reader's language writes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from services.measures.period import parse
from services.measures.period_label import label
from services.messages import Lang

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
# Nothing to say: not a nought.
NONE = "–"


def written(day: date, lang: Lang) -> str:
    """A day as the language writes it."""
    return format_date(day, "medium", locale=LOCALES[lang])


@dataclass(frozen=True, slots=True)
class Figures:
    """How figures are written in one language; moments in the subdistrict's zone."""

    lang: Lang
    zone: ZoneInfo

    @property
    def locale(self) -> str:
        """The locale's name as Babel knows it."""
        return LOCALES[self.lang]

    def number(self, value: Decimal | float | None, decimals: int = 0) -> str:
        """A number with its thousands apart; a dash for none."""
        if value is None:
            return NONE
        fraction = f".{'0' * decimals}" if decimals else ""
        return format_decimal(value, format=f"#,##0{fraction}", locale=self.locale)

    def signed(self, value: Decimal | None, decimals: int = 0) -> str:
        """A change, its sign before it; no change is ±0."""
        if value is None:
            return NONE
        sign = "+" if value > 0 else "−" if value < 0 else "±"
        return sign + self.number(abs(value), decimals)

    def percent(self, part: int, whole: int) -> str:
        """A share with one decimal; a dash of nothing."""
        return f"{self.number(100 * part / whole, 1)}%" if whole else NONE

    def day(self, day: date | None) -> str:
        """A local day."""
        return written(day, self.lang) if day else NONE

    def weekday(self, day: date) -> str:
        """The day of the week, short."""
        return format_date(day, "EEE", locale=self.locale)

    def month(self, day: date) -> str:
        """The month of a day."""
        return label(parse(f"{day:%Y-%m}")).render(self.lang)

    def moment(self, moment: datetime | None) -> str:
        """A moment to the minute, in the subdistrict's zone."""
        if moment is None:
            return NONE
        local = moment.astimezone(self.zone)
        return f"{self.day(local.date())} {local:%H:%M}"

    def hour(self, moment: datetime) -> str:
        """The time of day to the minute, in the subdistrict's zone."""
        return f"{moment.astimezone(self.zone):%H:%M}"

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """The same, by name, for a template's context."""
        return {
            "number": self.number, "signed": self.signed, "percent": self.percent,
            "day": self.day, "month": self.month, "moment": self.moment,
        }  # fmt: skip
