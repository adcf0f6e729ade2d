"""The rubrics: their versions, and one version as people read it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.assessment.rubric import versions
from services.assessment.rubric.changes import changes
from services.assessment.rubric.faults import Fault
from services.assessment.rubric.model import Component, Rubric
from services.assessment.rubric.proof import Open, Proof
from services.assessment.rubric.tables import RubricVersion
from services.assessment.rubric.words import CHOICES, Line, settings, told
from services.assessment.said import plain
from services.messages import Lang, Message
from web.access import Caller, Staff
from web.numbers import RubricId
from web.render import render

router = APIRouter()


def listing(caller: Caller, refused: Message | None = None, faults: tuple[Fault, ...] = ()) -> dict[str, Any]:
    """What the list shows: the versions, and what was refused of a file."""
    rows = []
    for one in versions.versions_of(caller.session, caller.scope):
        rubric = versions.rubric_of(one.version)
        proof = versions.proof_of(rubric)
        rows.append({"one": one, "title": rubric.title.render(caller.lang), "open": len(proof.open),
                     "faults": len(proof.faults),
                     "state": versions.STATES[one.version.state].render(caller.lang)})  # fmt: skip
    return {
        "person": caller.person, "form": caller.form, "rows": rows, "keeps": caller.scope.role == "office",
        "refused": refused.render(caller.lang) if refused else None,
        "faults": [fault.render(caller.lang) for fault in faults],
    }  # fmt: skip


@router.get("/rubric")
def rubrics(request: Request, caller: Staff) -> Response:
    """The versions that the caller may read."""
    return render(request, "rubric/list.html", listing(caller))


@router.get("/rubric/{version_id}")
def rubric(request: Request, caller: Staff, version_id: RubricId) -> Response:
    """One version. Answers 404 where it is no version of the caller's."""
    return render(request, "rubric/show.html", reading(caller, version_id))


@router.get("/rubric/{version_id}/file")
def rubric_file(caller: Staff, version_id: RubricId) -> Response:
    """The file of a version, as it was handed in."""
    version = versions.version_named(caller.session, caller.scope, version_id)
    name = f"{version.rubric}-{version.number}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(version.file.encode(), media_type="application/yaml", headers=headers)


def reading(caller: Caller, version_id: int, refused: Message | None = None) -> dict[str, Any]:
    """What the page of a version shows."""
    lang = caller.lang
    version = versions.version_named(caller.session, caller.scope, version_id)
    shown = versions.rubric_of(version)
    proof = versions.proof_of(shown)
    own = next(v for v in versions.versions_of(caller.session, caller.scope) if v.version.id == version.id)
    return {
        "person": caller.person, "form": caller.form, "one": own, "version": version,
        "keeps": caller.scope.role == "office", "title": shown.title.render(lang), "total": plain(shown.total),
        "sources": [s.render(lang) for s in shown.sources], "state": versions.STATES[version.state].render(lang),
        "components": [component(c, lang) for c in shown.components],
        "settings": [(name.render(lang), in_words(lines, lang)) for name, lines in settings(shown)],
        "before": before(caller, version, shown), "refused": refused.render(lang) if refused else None,
        "today": datetime.now(caller.state.settings.zone).date(), **proven(proof, shown, lang),
    }  # fmt: skip


def proven(proof: Proof, rubric: Rubric, lang: Lang) -> dict[str, Any]:
    """The proof in words: what holds, what is wrong, and what is open, by the part of the rubric that it stands in."""
    return {
        "proven": [fact.render(lang) for fact in proof.proven], "open": by_part(proof.open, rubric, lang),
        "faults": [(fault.at, fault.problem.render(lang)) for fault in proof.faults], "open_count": len(proof.open),
        "sound": proof.sound, "complete": proof.complete,
    }  # fmt: skip


def by_part(open_: tuple[Open, ...], rubric: Rubric, lang: Lang) -> list[tuple[str, list[tuple[str, str]]]]:
    """Open questions by component, those of the whole last; each with the item that it is of."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in open_:
        part, item = "", ""
        if one.path[0] == "components":
            holder = rubric.components[int(one.path[1])]
            part = holder.title.render(lang)
            item = holder.items[int(one.path[3])].title.render(lang) if len(one.path) > 3 else ""
        found.setdefault(part, []).append((item, one.what.render(lang)))
    return list(found.items())


def component(part: Component, lang: Lang) -> dict[str, Any]:
    """A component with its items, every rule as a sentence."""
    return {
        "key": part.key, "title": part.title.render(lang), "way": CHOICES[part.way].render(lang),
        "weight": in_words(told(part.weight), lang), "out_of": plain(part.out_of) if part.out_of else None,
        "raters": in_words(told(part.raters), lang) if part.raters else [],
        "items": [
            {"title": i.title.render(lang), "maximum": in_words(told(i.maximum), lang), "sensitive": i.sensitive,
             "placeholder": i.placeholder, "rules": in_words(told(i.rules), lang),
             "opens": CHOICES[i.opens].render(lang),
             "owner": in_words(told(i.owner), lang) if i.owner else [], "period": CHOICES[i.period].render(lang)}
            for i in part.items
        ],
    }  # fmt: skip


def in_words(lines: Sequence[Line], lang: Lang) -> list[str]:
    """Lines in the reader's language."""
    return [line if isinstance(line, str) else line.render(lang) for line in lines]


def before(caller: Caller, version: RubricVersion, shown: Rubric) -> dict[str, Any] | None:
    """What changed since the version before, among those that the caller may read."""
    earlier = [v.version for v in versions.versions_of(caller.session, caller.scope)
               if v.version.rubric == version.rubric and v.version.number < version.number]  # fmt: skip
    if not earlier:
        return None
    last = max(earlier, key=lambda v: v.number)
    found = changes(versions.rubric_of(last), shown)
    return {"id": last.id, "number": last.number, "changes": [one.render(caller.lang) for one in found]}
