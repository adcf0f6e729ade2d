"""Light or dark: as the address asks, as the reader's cookie says, else as their system does."""

from fastapi import Request

COOKIE = "xunge_theme"
SYSTEM = "system"
THEMES = ("light", "dark", SYSTEM)


def theme_of(request: Request) -> str:
    """The theme of this request; `system` leaves it to the browser."""
    wanted = request.query_params.get("theme") or request.cookies.get(COOKIE)
    return wanted if wanted in THEMES else SYSTEM
