"""`xunge visits`: whether visits are true, from the command line."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from sqlalchemy import select

from services.visit_review.limits import set_limit, thresholds
from services.visit_review.list import Asked, list_reviews
from services.visit_review.look import look_all
from services.visit_review.read_visits import Span
from services.visit_review.tables import DeviceMixup
from web.cli.console import Json, in_words, owner_session, report, say, settings
from web.cli.report import EVERYTHING, edition_named

app = typer.Typer(no_args_is_help=True, help="Visits: what there is to look at, and why.")


@app.command("review")
def review(
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")] = None,
    json: Json = False,
) -> None:
    """Look at the visits of the quarters that these days touch, of all there are without days."""
    zone = settings().zone
    span = None
    if since or until:
        first = (since or datetime(1970, 1, 1)).replace(tzinfo=zone)  # noqa: DTZ001 (the zone follows)
        last = (until or datetime.now(zone)).replace(tzinfo=zone) + timedelta(days=1)
        span = Span(first.astimezone(UTC), last.astimezone(UTC))
    with owner_session() as session:
        found = look_all(session, zone, span)
    told = {"visits": found.visits, "opened": found.opened, "more": found.more, "devices": found.devices}
    if json:
        report(told)
        return
    say("%(visits)d visits looked at: %(opened)d reviews opened, %(more)d with further reasons; "
        "%(devices)d devices in another frame.", **told)  # fmt: skip


@app.command("list")
def list_command(
    reason: Annotated[str | None, typer.Option("--reason", help="far, armchair, repeated …")] = None,
    device: Annotated[str | None, typer.Option("--device", help="Name of a device.")] = None,
    json: Json = False,
) -> None:
    """List the visits under review that nothing is decided of, and the devices in another frame."""
    with owner_session() as session:
        under = edition_named(session, None, datetime.now(UTC).astimezone(settings().zone))
        asked = Asked(("open", "replied"), reason=reason, device=device)
        rows = list_reviews(session, EVERYTHING, under.id, asked, None).rows
        mixups = session.scalars(select(DeviceMixup).where(DeviceMixup.state == "found").order_by(DeviceMixup.id))
        devices = [_device(one) for one in mixups]
    if json:
        report({"devices": devices, "reviews": [_row(one) for one in rows]})
        return
    for told in devices:
        say("Device %(device)s: %(visits)d visits lie %(east_m).0f m east and %(north_m).0f m north, as %(frame)s.",
            **told)  # fmt: skip
    for one in rows:
        say(
            "Visit %(ref)s in %(grid)s: %(reasons)s",
            ref=one.ref,
            grid=one.grid_code or "–",
            reasons=", ".join(one.reasons),
        )


@app.command("limits")
def limits(json: Json = False) -> None:
    """List the thresholds, each with where it comes from."""
    with owner_session() as session:
        found = thresholds(session)
    told = [{"name": one.name, "value": one.value, "own": one.own, "source": in_words(one.source)} for one in found]
    if json:
        report({"limits": told})
        return
    for one in told:
        say("Threshold %(name)s = %(value)g (%(source)s)", **one)


@app.command("limit")
def limit(
    name: Annotated[str, typer.Argument(help="Name of the threshold.")],
    value: Annotated[float, typer.Argument(help="From now on.")],
    source: Annotated[str, typer.Option("--source", help="Where it comes from.")],
) -> None:
    """Set a threshold; visits that were looked at keep what held then."""
    with owner_session() as session:
        set_limit(session, EVERYTHING, name, value, source)
    say("Threshold %(name)s = %(value)g (%(source)s)", name=name, value=value, source=source)


def _device(one: DeviceMixup) -> dict[str, Any]:
    return {"device": one.device, "frame": one.frame or "–", "east_m": one.east_m, "north_m": one.north_m,
            "resultant": one.resultant, "left_m": one.left_m, "visits": one.visits, "number": one.id}  # fmt: skip


def _row(one: Any) -> dict[str, Any]:
    return {"ref": one.ref, "grid": one.grid_code, "visitor": one.visitor, "device": one.device,
            "visited_at": one.visited_at.isoformat(), "away_m": one.away_m, "reasons": list(one.reasons),
            "state": one.state}  # fmt: skip
