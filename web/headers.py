"""What every answer says to the browser: nothing from other hosts, nothing kept that is private."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PRIVATE = "private, no-store"


def headers_with(host: str | None) -> dict[str, str]:
    """The same where the map may come from one other host, such as https://maps.example."""
    if host is None:
        return HEADERS
    policy = HEADERS["Content-Security-Policy"]
    for part in ("img-src 'self' data: blob:", "connect-src 'self'"):
        policy = policy.replace(part, f"{part} {host}")
    return HEADERS | {"Content-Security-Policy": policy}
