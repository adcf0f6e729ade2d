"""A town for evidence."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.services.matters import place


@pytest.fixture
def there(session: Session, tmp_path: Path) -> place.Town:
    """The town, settled."""
    place.settle(session, tmp_path)
    return place.Town(session)
