"""Rows go in and come back as they were, by COPY in both its forms."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from sqlalchemy import Float, Integer, Uuid, cast, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from services.bulk import AT_ONCE, copy_columns, read_rows, record, write_rows

AWKWARD = ["a\tb", "back\\slash", "two\nlines", "\\N", None, "南京路", ""]


def test_text_comes_back_as_it_was_and_nan_is_null(session: Session) -> None:
    session.execute(text("CREATE TEMPORARY TABLE said (word text, at timestamptz, n float8) ON COMMIT DROP"))
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    numbers = np.array([0.1, np.nan, 1e-300, -0.0, 5, 6, 7])
    copy_columns(session, "said", {"word": AWKWARD, "at": [noon] * 7, "n": numbers})
    rows = session.execute(text("SELECT word, at, n FROM said")).all()
    assert [r.word for r in rows] == AWKWARD
    assert {r.at for r in rows} == {noon}
    assert [r.n for r in rows] == [0.1, None, 1e-300, 0.0, 5, 6, 7]


def test_times_come_back_as_they_were(session: Session) -> None:
    session.execute(text("CREATE TEMPORARY TABLE told (n int8, at timestamptz, fine timestamptz) ON COMMIT DROP"))
    shanghai = ZoneInfo("Asia/Shanghai")
    at = [datetime(1901, 3, 1, 12, tzinfo=UTC), None, datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)]
    fine = [datetime(2026, 3, 1, 12, 0, 0, 1, UTC), None, datetime(2026, 3, 1, 12, tzinfo=shanghai)]
    copy_columns(session, "told", {"n": [1, 2, 3], "at": at, "fine": fine})
    assert session.execute(text("SELECT at, fine FROM told ORDER BY n")).all() == list(zip(at, fine, strict=True))


def test_records_come_back_as_they_were(session: Session) -> None:
    session.execute(text("CREATE TEMPORARY TABLE kept (id uuid, n int4, yes bool, x float8) ON COMMIT DROP"))
    form = record({"id": "uuid", "n": "int4", "yes": "bool", "x": "float8"})
    rows = np.zeros(3, form)
    rows["n"], rows["yes"], rows["x"] = [1, -2, 3], [True, False, True], [0.5, np.nan, np.inf]
    write_rows(session, "kept", rows)
    kept = table("kept", column("id", Uuid), column("n"), column("yes"), column("x"))
    found = read_rows(session, select(kept.c.id, kept.c.n, kept.c.yes, kept.c.x), form)
    assert found.tobytes() == rows.tobytes()


def test_more_rows_than_come_at_once_all_come(session: Session) -> None:
    count = 2 * AT_ONCE + 1
    numbers = select(cast(column("n"), Integer), cast(column("n"), Float)).select_from(
        func.generate_series(1, count).alias("n")
    )
    found = read_rows(session, numbers, record({"n": "int4", "x": "float8"}))
    assert sorted(found["n"].tolist()) == list(range(1, count + 1))
    assert (found["n"] == found["x"]).all()


def test_no_rows_are_no_rows(session: Session) -> None:
    form = record({"n": "int4"})
    assert len(read_rows(session, select(cast(1, Integer)).where(text("false")), form)) == 0


@pytest.mark.parametrize("value", [literal_column("NULL::int4"), cast(1, Float)])
def test_rows_that_are_not_as_said_are_refused(session: Session, value: object) -> None:
    with pytest.raises(ValueError, match="said"):
        read_rows(session, select(value), record({"n": "int4"}))  # type: ignore[call-overload]
