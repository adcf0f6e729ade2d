"""`xunge back-check`: samples drawn from the register, and what they prove, from the command line."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from services.back_check import draw as drawing
from services.back_check import proof
from services.errors import Invalid
from web.cli.console import Json, owner_session, report, say, settings
from web.cli.report import EVERYTHING, edition_named

app = typer.Typer(no_args_is_help=True, help="Back-checks: how sure the claim is that all were reached.")
Number = Annotated[int, typer.Argument(help="Number of the back-check.")]
Register = Annotated[int, typer.Option("--register", help="Number of the edition of the register.")]
Zone = Annotated[str, typer.Option("--zone", help="Code of a zone; without it, the whole register.")]
Boundaries = Annotated[str | None, typer.Option("--edition", help="Name of the edition of the boundaries.")]
Share = Annotated[float, typer.Option("--tolerance", help="Share that may be missed, as 0.05.")]
Confidence = Annotated[float, typer.Option("--confidence", help="As 0.95.")]
TOLERANCES = ("0.10", "0.05", "0.02", "0.01")
CONFIDENCES = ("0.90", "0.95", "0.99")


@app.command("sizes")
def sizes(register: Register, zone: Zone = "", edition: Boundaries = None, json: Json = False) -> None:
    """Say how many to check for each tolerated share and confidence, if none is missed."""
    with owner_session() as session:
        asked = _asked(session, register, zone, edition)
        among = drawing.households(session, EVERYTHING, asked)
    rows = [_row(asked, among, Decimal(t), Decimal(c)) for t in TOLERANCES for c in CONFIDENCES]
    if json:
        report({"households": among, "sizes": rows})
        return
    for row in rows:
        say("At most %(tolerance)s missed, proven with %(confidence)s: %(size)d of %(households)d to check.",
            households=among, **row)  # fmt: skip


def _row(asked: drawing.Asked, among: int, tolerance: Decimal, confidence: Decimal) -> dict[str, Any]:
    one = drawing.Asked(asked.register, asked.boundaries, asked.zone, confidence, tolerance)
    return {"tolerance": str(tolerance), "confidence": str(confidence), "size": drawing.size(one, among)}


@app.command("draw")
def draw(
    register: Register,
    seed: Annotated[str, typer.Option("--seed", help="A text that everybody knows.")],
    zone: Zone = "",
    tolerance: Share = 0.05,
    confidence: Confidence = 0.95,
    allowed: Annotated[int, typer.Option("--allowed", min=0, help="Misses with which it is still proven.")] = 0,
    edition: Boundaries = None,
    json: Json = False,
) -> None:
    """Draw a back-check and keep it."""
    with owner_session() as session:
        plain = _asked(session, register, zone, edition)
        asked = drawing.Asked(
            plain.register, plain.boundaries, zone, Decimal(str(confidence)), Decimal(str(tolerance)), allowed
        )
        made = drawing.draw(session, EVERYTHING, asked, seed)
        said = _told(session, made.id)
    _say(said, json)


@app.command("sample")
def sample(number: Number, json: Json = False) -> None:
    """List the addresses to check; who was checked must not see them before."""
    with owner_session() as session:
        found = proof.sample(session, EVERYTHING, number)
    if json:
        report({"sample": [{"ref": one.ref, "address": one.address, "lon": one.lon, "lat": one.lat,
                            "covered": one.covered} for one in found]})  # fmt: skip
        return
    for one in found:
        say("To check: %(ref)s %(address)s", ref=one.ref, address=one.address or "")


@app.command("answer")
def answer(
    number: Number,
    covered: Annotated[list[str], typer.Option("--covered", help="Reference found covered; may be repeated.")] = [],  # noqa: B006
    missed: Annotated[list[str], typer.Option("--missed", help="Reference found missed; may be repeated.")] = [],  # noqa: B006
    by: Annotated[str, typer.Option("--by", help="Login of who made the second visits, from another community.")] = "",
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Day of the second visits; today without it.")
    ] = None,
    json: Json = False,
) -> None:
    """Write down what second visits found, all or none."""
    if both := set(covered) & set(missed):
        raise Invalid("back_check.both", ref=min(both))
    found = dict.fromkeys(covered, True) | dict.fromkeys(missed, False)
    with owner_session() as session:
        when = proof.end_of(on.date(), settings().zone) if on else None
        proof.answer(session, EVERYTHING, number, found, by, when)
        said = _told(session, number)
    _say(said, json)


@app.command("show")
def show(number: Number, json: Json = False) -> None:
    """Say what a back-check proves so far; what is not answered counts as missed."""
    with owner_session() as session:
        said = _told(session, number)
    _say(said, json)


@app.command("again")
def again(number: Number, json: Json = False) -> None:
    """Draw once more by the same seed; exit code 1 where another sample comes out."""
    with owner_session() as session:
        same = drawing.drawn_again(session, EVERYTHING, number)
    if json:
        report({"back_check": number, "same": same})
    elif same:
        say("The seed draws the same addresses again.")
    else:
        say("✗ The seed draws other addresses: the register or the places have changed since.")
    raise typer.Exit(0 if same else 1)


def _asked(session: Session, register: int, zone: str, edition: str | None) -> drawing.Asked:
    under = edition_named(session, edition, datetime.now(UTC).astimezone(settings().zone))
    return drawing.Asked(register, under.id, zone)


def _told(session: Session, number: int) -> dict[str, Any]:
    kept, found = drawing.back_check(session, number), proof.proof(session, EVERYTHING, number)
    return {
        "back_check": number, "register": kept.register_edition_id, "seed": kept.seed,
        "households": found.households, "checked": found.checked, "missed": found.missed,
        "unanswered": found.unanswered, "at_least": found.at_least, "per_cent": str(found.per_cent),
        "confidence": str(found.confidence),
    }  # fmt: skip


def _say(said: dict[str, Any], json: bool) -> None:
    if json:
        report(said)
        return
    say("Back-check %(back_check)d, seed “%(seed)s”: %(checked)d of %(households)d drawn, %(missed)d missed, "
        "%(unanswered)d not answered yet.", **said)  # fmt: skip
    say(
        "Proven with confidence %(confidence)s: at least %(at_least)d of %(households)d covered, %(per_cent)s %%.",
        **said,
    )
