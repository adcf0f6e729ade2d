"""`xunge coverage`: cycles, levels, addresses and statements, from the command line."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from services.access.scope import acting_as
from services.coverage import addresses as reading
from services.coverage import cycles, levels, words
from services.coverage import statements as stating
from services.coverage.addresses import Place
from services.errors import NotFound
from services.geography.outlines import outlines
from services.measures.zones import Level
from web.cli.console import Json, in_words, owner_session, report, say, settings
from web.cli.report import EVERYTHING, edition_named

app = typer.Typer(no_args_is_help=True, help="Coverage: what of the register was reached in a cycle.")
Cycle = Annotated[str, typer.Argument(help="The cycle: 2026, 2026-Q4, 2026-10 …")]
Boundaries = Annotated[str | None, typer.Option("--edition", help="Name of the edition of the boundaries.")]
Login = Annotated[str, typer.Option("--as", help="Login of the person who does it.")]
Number = Annotated[int, typer.Argument(help="Number of the statement.")]


@app.command("open")
def open_command(
    cycle: Cycle,
    register: Annotated[int | None, typer.Option("--register", help="Number of the register's edition.")] = None,
    tries: Annotated[int, typer.Option("--tries", help="At different times, until there is no contact.")] = 3,
    fresh_days: Annotated[int, typer.Option("--fresh-days", help="How old the last verified visit may be.")] = 90,
    json: Json = False,
) -> None:
    """Open a cycle: from now on it is counted."""
    given = cycles.Opening(cycle, register, tries, fresh_days)
    with owner_session() as session:
        made = cycles.open_cycle(session, EVERYTHING, given, settings().zone)
        told = {"cycle": made.key, "register": made.register_edition_id}
    if json:
        report(told)
        return
    say("The cycle %(cycle)s is counted by edition %(register)d of the register.", **told)


@app.command("close")
def close_command(cycle: Cycle, login: Login, json: Json = False) -> None:
    """Close a cycle that is over: nothing moves it from then on."""
    with owner_session() as session:
        made = cycles.close_cycle(session, acting_as(session, login), cycle, datetime.now(UTC))
        told = {"cycle": made.key, "closed_at": made.closed_at}
    if json:
        report(told)
        return
    say("The cycle %(cycle)s is closed.", **told)


@app.command("reopen")
def reopen_command(cycle: Cycle, login: Login, json: Json = False) -> None:
    """Open a closed cycle again: it is counted by what is on record now."""
    with owner_session() as session:
        made = cycles.reopen_cycle(session, acting_as(session, login), cycle)
        told = {"cycle": made.key}
    if json:
        report(told)
        return
    say("The cycle %(cycle)s is open again.", **told)


@app.command("levels")
def levels_command(
    cycle: Cycle,
    level: Annotated[Level, typer.Option("--level", help="Level of the zones.")] = "community",
    edition: Boundaries = None,
    json: Json = False,
) -> None:
    """Say by zone how many addresses are expected, visited and verified."""
    with owner_session() as session:
        found = levels.table(session, EVERYTHING, _place(session, cycle, edition), level, datetime.now(UTC))
    rows = [
        {"zone": zone.code, "expected": one.expected, "registered": one.registered, "visited": one.visited,
         "verified": one.verified, "fresh": one.fresh, "per_cent": one.per_cent}
        for zone, one in found.zones
    ]  # fmt: skip
    if json:
        report({"cycle": cycle, "zones": rows, "outside": found.outside.expected})
        return
    for row in rows:
        if row["per_cent"] is None:
            say("%(zone)s: no address is expected, so coverage is not applicable.", zone=row["zone"])
        else:
            say("%(zone)s: %(verified)d of %(expected)d verified, %(per_cent)s %%; %(visited)d visited.", **row)


@app.command("addresses")
def addresses_command(
    cycle: Cycle,
    grid: Annotated[str, typer.Option("--grid", help="Code of the grid.")],
    edition: Boundaries = None,
    json: Json = False,
) -> None:
    """List the addresses of a grid with their states."""
    with owner_session() as session:
        place = _place(session, cycle, edition)
        ids = [one.zone_id for one in outlines(session, place.edition_id) if (one.level, one.code) == ("grid", grid)]
        if not ids:
            raise NotFound("coverage.zone", zone=grid)
        found = reading.addresses(session, EVERYTHING, place, ids)
    rows = [{"ref": one.ref, "address": one.address, "state": one.state, "verified": one.verified, "tries": one.tries,
             "failed_back_check": one.failed_at}
            for one in found]  # fmt: skip
    if json:
        report({"cycle": cycle, "grid": grid, "addresses": rows})
        return
    for row in rows:
        state = words.STATES[str(row["state"])]
        said = in_words(state)
        say("%(ref)s %(address)s, state: %(said)s", said=said, ref=row["ref"], address=row["address"] or "")


@app.command("state")
def state_command(
    cycle: Cycle,
    ref: Annotated[str, typer.Argument(help="Reference of the address.")],
    kind: Annotated[str, typer.Option("--kind", help="inaccessible or excluded")],
    reason: Annotated[str, typer.Option("--reason", help="locked, unsafe, works, cut_off; demolished, no_dwelling, "
                                                         "double, outside")],
    evidence: Annotated[str, typer.Option("--evidence", help="Number of the photo or document.")],
    login: Login,
    edition: Boundaries = None,
    json: Json = False,
) -> None:  # fmt: skip
    """State that an address can't be reached or is none; another person decides on it."""
    with owner_session() as session:
        place = _place(session, cycle, edition)
        made = stating.state(session, acting_as(session, login), place, stating.Said(ref, kind, reason, evidence))
        told = {"statement": made.id, "ref": ref}
    if json:
        report(told)
        return
    say("Statement %(statement)d on %(ref)s waits for another person's decision.", **told)


@app.command("approve")
def approve(number: Number, login: Login, json: Json = False) -> None:
    """Approve a statement of another person."""
    _decide(number, login, approve=True, json=json)


@app.command("reject")
def reject(number: Number, login: Login, json: Json = False) -> None:
    """Reject a statement of another person."""
    _decide(number, login, approve=False, json=json)


def _decide(number: int, login: str, *, approve: bool, json: bool) -> None:
    with owner_session() as session:
        stating.decide(session, acting_as(session, login), number, approve=approve)
    if json:
        report({"statement": number, "approved": approve})
    elif approve:
        say("Statement %(statement)d is approved.", statement=number)
    else:
        say("Statement %(statement)d is rejected.", statement=number)


def _place(session: Session, cycle: str, edition: str | None) -> Place:
    now = datetime.now(UTC).astimezone(settings().zone)
    return Place(cycles.cycle(session, cycle), edition_named(session, edition, now).id)
