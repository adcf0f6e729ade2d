"""`xunge user`: people, from the command line."""

from typing import Annotated

import typer

from services.access.people import NewPerson, add_person, any_password, reset_password
from web.cli.console import owner_session, report, say

app = typer.Typer(no_args_is_help=True, help="People: add one, give a new password.")
Json = Annotated[bool, typer.Option("--json", help="Report as JSON.")]


def tell(login: str, password: str, json: bool) -> None:
    """Show a new password, once."""
    if json:
        report({"login": login, "password": password})
    else:
        say("%(login)s can sign in with the password %(password)s. It is shown only here.",
            login=login, password=password)  # fmt: skip


@app.command()
def add(
    login: str,
    role: Annotated[str, typer.Option("--role", help="office, inspector, community, area_leader, grid_leader, forum")],
    name: Annotated[str, typer.Option("--name", help="As it is shown.")] = "",
    zone: Annotated[list[str] | None, typer.Option("--zone", help="Code of a zone; may be repeated.")] = None,
    json: Json = False,
) -> None:
    """Add a person with a password made up here."""
    password = any_password()
    with owner_session() as session:
        add_person(session, NewPerson(login, name or login, role, zone or ()), password)
    tell(login, password, json)


@app.command()
def reset(login: str, json: Json = False) -> None:
    """Give a person a new password and end their sessions."""
    password = any_password()
    with owner_session() as session:
        reset_password(session, login, password)
    tell(login, password, json)
