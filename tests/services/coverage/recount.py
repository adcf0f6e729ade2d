"""What triggers keep of coverage against the same counted anew."""

from typing import Any

from sqlalchemy import text

from tests.services.coverage.conftest import Month

ROWS = "SELECT to_jsonb(g) FROM coverage_grid g ORDER BY cycle_id, edition_id, grid_id, inside"


def recounted(month: Month) -> tuple[list[Any], list[Any]]:
    """The rows as they are kept, and as a full recount makes them; days stand in no order."""
    kept = _rows(month)
    month.session.execute(text("SELECT app.recount_grids(NULL, NULL, NULL, '-infinity')"))
    return kept, _rows(month)


def _rows(month: Month) -> list[Any]:
    rows: list[dict[str, Any]] = list(month.session.scalars(text(ROWS)))
    course = ("days", "reached", "last", "complete")
    return [
        {key: value for key, value in row.items() if key not in course}
        | {"course": sorted(zip(*(row[key] for key in course), strict=True))}
        for row in rows
    ]
