"""Arithmetic in words: a catalog key with plain values, kept as it is and said in either language."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from services.messages import Lang, translate

Told: TypeAlias = "str | int | Decimal | Words | Said"


def plain(number: int | Decimal) -> str:
    """A number as people write it: 1.20 is 1.2, 1E+1 is 10, and no zero has a sign."""
    text = format(Decimal(number), "f")
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short in {"", "-0"} else short


@dataclass(frozen=True, slots=True)
class Words:
    """A name that the rubric brings along in both languages; one language stands for both where the other is empty."""

    zh: str
    en: str = ""

    def render(self, lang: Lang) -> str:
        """The name in that language."""
        return (self.zh, self.en)[lang == "en"] or self.zh or self.en


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the catalogs, by its English template, with its values in the order of their names."""

    key: str
    values: tuple[tuple[str, "str | int | Words | Said"], ...] = ()

    def render(self, lang: Lang) -> str:
        """The sentence in that language."""
        given = {k: v.render(lang) if isinstance(v, Words | Said) else v for k, v in self.values}
        return translate(self.key, lang) % given if given else translate(self.key, lang)

    def as_data(self) -> dict[str, Any]:
        """The sentence as JSON holds it."""
        return {"key": self.key, "values": {k: _as_data(v) for k, v in self.values}}


def _as_data(value: "str | int | Words | Said") -> Any:
    if isinstance(value, Said):
        return value.as_data()
    return {"zh": value.zh, "en": value.en} if isinstance(value, Words) else value


def said(key: str, /, **values: Told) -> Said:
    """A sentence from its template; decimals become the text that people read."""
    told = {k: plain(v) if isinstance(v, Decimal) else v for k, v in values.items()}
    return Said(key, tuple(sorted(told.items(), key=lambda pair: pair[0])))


def from_data(data: Mapping[str, Any]) -> Said:
    """The sentence that `Said.as_data` made plain."""
    return Said(data["key"], tuple((k, _from_data(v)) for k, v in sorted(data["values"].items())))


def _from_data(value: Any) -> "str | int | Words | Said":
    if isinstance(value, Mapping):
        return from_data(value) if "key" in value else Words(value["zh"], value["en"])
    return value  # type: ignore[no-any-return]
