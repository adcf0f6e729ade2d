"""The ranking table: its order, its filters, its pages, its trends."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.measures.ranking import PAGE_ROWS, Filter, Row, natural, ordered, page_of
from services.measures.zones import ZoneSeen

VALUES = st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=120)


def row(i: int, value: int | None) -> Row:
    zone = ZoneSeen(i, f"{i:04d}", f"第{i}网格", ("东苑社区",), (0.0, 0.0), 1.0, True)
    shown = None if value is None else Decimal(value)
    state = "no_data" if value is None else "value"
    return Row(i, zone, value, state, shown, -1 if value is None else value, value, 1, shown)


def table(values: Sequence[int | None]) -> list[Row]:
    return [row(i, v) for i, v in enumerate(values)]


def test_names_are_looked_up_by_number_and_by_sound() -> None:
    # 安 ān, 北 běi, 东 dōng, 西 xī; the second grid before the tenth.
    names = ["西苑", "东苑第10网格", "东苑第2网格", "北苑", "安苑", "Z2", "Z10"]
    assert sorted(names, key=natural) == ["Z2", "Z10", "安苑", "北苑", "东苑第2网格", "东苑第10网格", "西苑"]


@given(VALUES, st.sampled_from(["rank", "-rank", "value", "-value", "n", "-n", "change", "-change"]), st.randoms())
def test_the_order_does_not_depend_on_the_order_before(
    values: list[int | None], sort: str, chance: st.DataObject
) -> None:
    rows = table(values)
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ordered(shuffled, sort) == ordered(rows, sort)
    known = [r.value for r in ordered(rows, sort)]
    assert None not in known[: sum(v is not None for v in values)]


@given(VALUES)
def test_classes_and_states_part_the_rows(values: list[int | None]) -> None:
    rows = table(values)
    parts = [Filter(classes=(c, c)) for c in range(6)] + [Filter(state="no_data")]
    assert sorted(r.place for part in parts for r in rows if part.keeps(r)) == list(range(len(rows)))
    assert [r for r in rows if Filter(classes=(0, 5)).keeps(r)] == [r for r in rows if Filter(state="value").keeps(r)]


@given(VALUES)
def test_the_pages_are_the_whole(values: list[int | None]) -> None:
    rows = table(values)
    _, pages, _ = page_of(rows, None)
    assert [r for i in range(1, pages + 1) for r in page_of(rows, i)[2]] == rows
    assert page_of(rows, 10**6)[0] == pages


def test_a_zone_opens_its_page_and_an_explicit_page_wins() -> None:
    rows = table([0] * (2 * PAGE_ROWS + 1))
    assert page_of(rows, None, zone_id=PAGE_ROWS)[0] == 2
    assert page_of(rows, 1, zone_id=PAGE_ROWS)[0] == 1
    assert page_of(rows, None, zone_id=10**6)[0] == 1


def test_words_are_sought_in_code_name_and_above() -> None:
    found = row(12, 1)
    for text, kept in (("0012", True), ("第12", True), ("东苑 12", True), ("东苑 13", False), ("", True)):
        assert Filter(text).keeps(found) == kept
