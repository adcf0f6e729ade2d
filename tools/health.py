"""Ask an address whether what is there can serve: exit code 0 or 1, for a container's health check."""

import sys
from urllib.error import URLError
from urllib.request import urlopen


def healthy(address: str) -> bool:
    """Whether the address answers with 200 within four seconds."""
    try:
        with urlopen(address, timeout=4) as answer:  # noqa: S310 (the address is the operator's own)
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(0 if healthy(sys.argv[1]) else 1)
