"""Sentences for people: an English template is the key, the catalogs hold the Chinese."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from babel.messages.pofile import read_po

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
ROOT = Path(__file__).resolve().parent.parent
CATALOG_FOLDERS = (ROOT / "services" / "locale", ROOT / "web" / "locale")


@cache
def catalog(lang: Lang) -> Mapping[str, str]:
    """Every translated sentence of a language, over all catalogs; English is its own key."""
    sentences: dict[str, str] = {}
    for folder in CATALOG_FOLDERS:
        for path in sorted((folder / lang).glob("*.po")):
            with path.open("rb") as file:
                entries = read_po(file, locale=lang)
            sentences.update({str(e.id): str(e.string) for e in entries if e.id and e.string})
    return sentences


def translate(text: str, lang: Lang) -> str:
    """The sentence in that language, or as it stands where the catalog has none."""
    return catalog(lang).get(text, text)


@runtime_checkable
class Speaks(Protocol):
    """Whatever can be said in either language."""

    def render(self, lang: Lang) -> str:
        """It in that language."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its figures still apart, so that it can be said in either language.

    Parameters that speak themselves are said in the same language.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def render(self, lang: Lang) -> str:
        """The sentence in that language, figures put in."""
        said = {k: v.render(lang) if isinstance(v, Speaks) else v for k, v in self.params.items()}
        return translate(self.text, lang) % said if said else translate(self.text, lang)

    def __str__(self) -> str:
        return self.render("en")

    def as_data(self) -> dict[str, Any]:
        """The message as plain data, to be kept and said later in either language."""
        params = {k: v.as_data() if isinstance(v, Message) else v for k, v in self.params.items()}
        return {"text": self.text, "params": params}


def message(text: str, /, **params: object) -> Message:
    """A message from a template and its named figures."""
    return Message(text, params)


def joined(messages: Sequence[Message], between: str = " ") -> Message:
    """Several messages as one, said one after the other."""
    names = [f"m{i}" for i in range(len(messages))]
    return Message(between.join(f"%({name})s" for name in names), dict(zip(names, messages, strict=True)))


def from_data(data: Mapping[str, Any]) -> Message:
    """The message that `Message.as_data` made plain."""
    given = data["params"].items()
    return Message(data["text"], {k: from_data(v) if isinstance(v, dict) else v for k, v in given})
