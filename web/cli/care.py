"""`xunge care`: welfare visits, from the command line."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from services.access.scope import acting_as
from services.care.due import care_visits
from services.care.flags import end_interval, set_interval
from services.geography.outlines import outlines
from web.cli.console import Json, owner_session, report, say, settings
from web.cli.report import EVERYTHING, edition_named

app = typer.Typer(no_args_is_help=True, help="Welfare visits: how often, and who is due. Never why.")
Ref = Annotated[str, typer.Argument(help="Number of the household.")]
Login = Annotated[str, typer.Option("--as", help="Login of the person who does it.")]


@app.command("list")
def list_command(
    grid: Annotated[str, typer.Option("--grid", help="Code of a grid; without it all.")] = "", json: Json = False
) -> None:
    """List the households that are visited regularly, the longest overdue first."""
    now = datetime.now(UTC).astimezone(settings().zone)
    with owner_session() as session:
        edition = edition_named(session, None, now)
        ids = [one.zone_id for one in outlines(session, edition.id) if one.level == "grid" and grid in ("", one.code)]
        found = care_visits(session, EVERYTHING, edition.id, ids, now.date(), settings().zone)
    if json:
        report({"day": now.date(), "households": [
            {"ref": one.ref, "every_days": one.every_days, "last_verified": one.last_at, "due_on": one.due_on,
             "days_over": one.days_over} for one in found
        ]})  # fmt: skip
        return
    for one in found:
        told = {"ref": one.ref, "every": one.every_days, "due": one.due_on, "days": abs(one.days_over)}
        if one.days_over > 0:
            say("%(ref)s, every %(every)d days: due on %(due)s, %(days)d days overdue.", **told)
        else:
            say("%(ref)s, every %(every)d days: due on %(due)s, in %(days)d days.", **told)


@app.command("set")
def set_command(
    ref: Ref,
    every: Annotated[int, typer.Option("--every", help="Days from one visit to the next.")],
    login: Login,
    json: Json = False,
) -> None:
    """Say how often a household is visited, from today on."""
    now = datetime.now(UTC).astimezone(settings().zone)
    with owner_session() as session:
        set_interval(session, acting_as(session, login), edition_named(session, None, now).id, ref, every, now.date())
    if json:
        report({"ref": ref, "every_days": every, "since": now.date()})
        return
    say("%(ref)s is visited every %(every)d days from today on.", ref=ref, every=every)


@app.command("end")
def end_command(ref: Ref, login: Login, json: Json = False) -> None:
    """End the regular visits to a household; their history is kept."""
    now = datetime.now(UTC).astimezone(settings().zone)
    with owner_session() as session:
        end_interval(session, acting_as(session, login), edition_named(session, None, now).id, ref, now.date())
    if json:
        report({"ref": ref, "until": now.date()})
        return
    say("%(ref)s is visited regularly no more.", ref=ref)
