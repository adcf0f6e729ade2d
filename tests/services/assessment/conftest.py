"""A town for assessments."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.services.assessment import place as assessed_place
from tests.services.matters import place


@pytest.fixture
def there(session: Session, tmp_path: Path) -> place.Town:
    """The town, settled."""
    place.settle(session, tmp_path)
    return place.Town(session)


@pytest.fixture
def year(there: place.Town) -> assessed_place.Assessed:
    """The town with October reported and its year opened."""
    return assessed_place.settle(there)
