"""The words of a file that stand for something here: stages, steps, sources, departments."""

from collections.abc import Callable, Mapping
from typing import Any

from services.intake.histories import act_of
from services.intake.tables import Upload
from services.intake.words import stage_of
from services.matters.departments import department_words, departments
from services.matters.life.moves import MOVES, STAGE_WORDS
from services.matters.sources import SOURCE_WORDS, source_of
from services.messages import Message
from web.access import Caller
from web.pages.intake.words import MATCHED


def matched(caller: Caller, upload: Upload, look: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The fields whose words are matched: each word, how often it stands there, what it is taken as so far."""
    columns = upload.choices.get("columns") or (look or {}).get("guess", {})
    found = []
    for field in ("step", "department") if upload.subject == "histories" else ("status", "source", "department"):
        words = (look or {}).get("words", {}).get(columns.get(field))
        if not words:
            continue
        means, offered = meanings(caller, field, upload.choices.get("words", {}).get(field, {}))
        title, asked, none = MATCHED[field]
        found.append({
            "field": field, "title": title.render(caller.lang), "none": none.render(caller.lang),
            "asked": Message(asked.text, {"column": columns[field]}).render(caller.lang), "offered": offered,
            "words": [{"word": word, "count": n, "code": means(word) or ""} for word, n in words],
        })  # fmt: skip
    return found


def meanings(
    caller: Caller, field: str, chosen: Mapping[str, str]
) -> tuple[Callable[[str], str | None], list[tuple[str, str]]]:
    """What a word of a field stands for so far, and all that it could."""
    lang = caller.lang
    if field == "department":
        words = department_words(caller.session) | {word.casefold(): code for word, code in chosen.items()}
        known = [(d.code, d.name if lang == "zh" else d.name_en or d.name) for d in departments(caller.session)]
        return lambda word: words.get(word.casefold()), known
    means, said = {
        "status": (stage_of, STAGE_WORDS),
        "step": (act_of, {act: move.words for act, move in MOVES.items()}),
        "source": (source_of, SOURCE_WORDS),
    }[field]
    return lambda word: means(word, chosen), [(key, text.render(lang)) for key, text in said.items()]
