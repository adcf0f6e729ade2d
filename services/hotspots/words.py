"""What an analysis is called, and what its stored words mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.hotspots.question import Question
from services.matters.codes.catalogue import Catalogue, groups, load_codes
from services.matters.codes.tables import CodeGroup
from services.measures.period import parse
from services.measures.period_label import label
from services.messages import Lang, message

VERDICTS = {
    "confirmed": message("Confirmed hotspot"),
    "watch": message("Worth watching"),
    "none": message("No evidence of a hotspot"),
    "not_enough": message("Not looked at enough"),
}
EXPOSURES = {
    "patrols": message("passes of patrols"),
    "passes": message("passes of patrols and visits"),
    "households": message("households in the register"),
    "street_m": message("metres of street"),
    "reports": message("reports of all types"),
}
UNITS = {"hexagon": message("hexagons %(m)s m across"), "street": message("stretches of street")}
FOUND_BY = {
    "looking": message("found by own grids and cross inspections"),
    "anyone": message("reported by anybody"),
}
RECURRENCES = {
    "new": message("new: hot in the last month alone"),
    "consecutive": message("consecutive: hot without a break up to now"),
    "intensifying": message("intensifying: hot nearly always, and rising"),
    "persistent": message("persistent: hot nearly always"),
    "diminishing": message("diminishing: hot nearly always, and falling"),
    "sporadic": message("sporadic: hot now, on and off before"),
    "historical": message("historical: hot nearly always, but not now"),
    "never": message("in no single month by itself"),
}
ALL = message("All types")


@dataclass(frozen=True, slots=True)
class Kinds:
    """The names of types and of their groups."""

    catalogue: Catalogue
    groups: Mapping[str, CodeGroup]

    def name(self, question: Question, lang: Lang) -> str:
        """Which types of matters a question is about."""
        if question.group:
            found = self.groups.get(question.group)
            return question.group if found is None else found.name if lang == "zh" else found.name_en
        return self.catalogue.name(question.code, lang) if question.code else ALL.render(lang)


def load_kinds(session: Session) -> Kinds:
    """The names as they stand."""
    return Kinds(load_codes(session), {group.key: group for group in groups(session)})


def title(question: Question, kinds: Kinds, lang: Lang) -> str:
    """An analysis in one line: period, types, who found them, effort and units."""
    unit = UNITS[question.unit].render(lang)
    found_by, effort = FOUND_BY[question.found_by].render(lang), EXPOSURES[question.exposure].render(lang)
    said = (
        label(parse(question.period)).render(lang), kinds.name(question, lang), found_by, effort,
        unit % {"m": f"{question.across_m:g}"} if "%" in unit else unit,
    )  # fmt: skip
    return " · ".join(said)
