"""The versions as they stand in the caller's transaction."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.versions.tables import LayerVersion


def current_versions(session: Session) -> Mapping[str, int]:
    """The version of every layer, and of everybody's scope under "scope"."""
    return {layer: version for layer, version in session.execute(select(LayerVersion.layer, LayerVersion.version))}  # noqa: C416 (rows, to the checker, are of any length)
