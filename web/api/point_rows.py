"""A point in words: a title, rows of label and value, and where more is told."""

from datetime import timedelta
from urllib.parse import quote

from services.gridfile.point import HouseholdFacts, MatterFacts, PointDetail, VisitFacts
from services.messages import Lang, Message, message
from web import words
from web.figures import NONE, Figures

Rows = list[tuple[Message, str | Message]]


def point_rows(
    found: PointDetail, lang: Lang, figures: Figures
) -> tuple[str, list[tuple[str, str]], tuple[str, str] | None]:
    """Title, rows and link of a point, said in one language."""
    match found.facts:
        case MatterFacts() as facts:
            rows, kind = _matter(facts, lang, figures), words.KINDS["matter"]
        case HouseholdFacts() as facts:
            rows, kind = _household(facts, figures), words.KINDS["household"]
        case VisitFacts() as facts:
            rows, kind = _visit(facts, figures), words.VISITS[facts.kind]
    said = [(label.render(lang), _say(value, lang)) for label, value in [*rows, *_place(found, figures)]]
    link = _link(found)
    return f"{kind.render(lang)} {found.ref}", said, link and (link[0], link[1].render(lang))


def _link(found: PointDetail) -> tuple[str, Message] | None:
    """A matter leads to its page, which names its grid; everything else to the file of its grid."""
    if found.kind == "matter":
        return f"/matters/{quote(found.ref, safe='/')}", message("Open the matter")
    near = found.grid or found.nearest
    return (f"/grids/{quote(near.code, safe='')}", message("Grid file")) if near else None


def _say(value: str | Message, lang: Lang) -> str:
    return value.render(lang) if isinstance(value, Message) else value


def _matter(m: MatterFacts, lang: Lang, figures: Figures) -> Rows:
    rows: Rows = [
        (message("Code"), m.code),
        (message("Source"), words.source(m.source, lang)),
        (message("Address"), m.address or NONE),
        (message("Opened"), figures.moment(m.opened_at)),
        (message("Due"), figures.moment(m.due_at)),
        (message("Voided"), figures.moment(m.voided_at)) if m.voided_at else
        (message("Closed"), figures.moment(m.closed_at) if m.closed_at else message("Still open")),
    ]  # fmt: skip
    if m.overdue is not None:
        label = message("Overdue by") if m.closed_at is None else message("Closed too late by")
        rows.append((label, _lasting(m.overdue)))
    return rows


def _lasting(time: timedelta) -> Message:
    """How long, in days, or in hours where it is less than two of them; begun hours count."""
    hours = -(-int(time.total_seconds()) // 3600)
    return message("%(days)d days", days=hours // 24) if hours >= 48 else message("%(hours)d hours", hours=hours)


def _household(h: HouseholdFacts, figures: Figures) -> Rows:
    rows: Rows = [
        (message("Address"), h.address or NONE),
        (message("Residents"), figures.number(h.residents)),
        (message("State"), words.STATES[h.state]),
        (message("Last visit in its grid"), figures.moment(h.last_visit_at)),
    ]
    if h.every_days is not None:
        rows.append((message("Welfare visit"), message("every %(days)d days", days=h.every_days)))
    return rows


def _visit(v: VisitFacts, figures: Figures) -> Rows:
    rows: Rows = [
        (message("Time"), figures.moment(v.visited_at)),
        (message("Visitor"), v.visitor or NONE),
        (message("Device"), v.device or NONE),
    ]
    if v.household_ref is not None:
        rows.append((message("Household"), v.household_ref))
        away = message("%(m)s m", m=figures.number(v.distance_m)) if v.distance_m is not None else NONE
        rows.append((message("Distance to it"), away))
    return rows


def _place(found: PointDetail, figures: Figures) -> Rows:
    rows: Rows = []
    if found.grid is not None:
        rows.append((message("Grid"), f"{found.grid.name} {found.grid.code}"))
    elif found.nearest is not None:
        metres, name = figures.number(found.nearest_m), found.nearest.name
        rows.append((message("Grid"), message("outside all grids, %(m)s m from %(name)s", m=metres, name=name)))
    else:
        rows.append((message("Grid"), message("outside all grids")))
    if found.accuracy_m is not None:
        rows.append((message("Accuracy"), message("%(m)s m", m=figures.number(found.accuracy_m))))
    if found.doubtful:
        rows.append((message("In doubt"), message("nearer to a border than its accuracy")))
    rows.append((message("Edition"), found.edition))
    if found.file_name is not None:
        rows.append((message("Brought by"), f"{found.file_name}, {figures.moment(found.received_at)}"))
    return rows
