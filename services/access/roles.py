"""The first wall around acts: the caller's role, asked again where the act is done."""

from services.access.scope import Scope
from services.errors import Forbidden


def require(scope: Scope, *roles: str) -> None:
    """Refuse who has none of these roles. Raises Forbidden."""
    if scope.role not in roles:
        raise Forbidden("access.role")
