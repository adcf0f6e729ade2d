"""The town of coverage's own tests, for draws from the register that counts October."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.services.coverage.conftest import Month, opened, settle


@pytest.fixture
def month(session: Session, tmp_path: Path) -> Month:
    """October with its register, and nobody visited yet."""
    settle(session, tmp_path)
    return opened(session)
