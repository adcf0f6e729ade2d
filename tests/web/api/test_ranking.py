"""The table as a file."""

import csv
import io

from openpyxl import load_workbook

from tests.web.conftest import Browser

MARCH = "/api/ranking.csv?period=2026-03&lang=en"


def sheet(text: str) -> list[list[str]]:
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:])))


def test_the_sheet_has_every_row_in_the_order_of_the_page(browser: Browser) -> None:
    answer = browser("office").get(MARCH)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="matters_per_household_grid_2026-03.csv"'
    title = "Matters per 100 households (per 100 households), March 2026"
    assert sheet(answer.content.decode("utf-8"))[:4] == [
        ["Rank", "Zone code", "Zone", "Within", "State", title, "matters", "households"],
        ["1", "999901001002001", "Z001", "Z002", "none at all", "0.0", "0", "1"],
        ["1", "999901001002002", "Z002", "Z002", "none at all", "0.0", "0", "1"],
        ["3", "999901001001001", "Z001", "Z001", "value", "100.0", "2", "2"],
    ]


def test_the_filter_of_the_page_holds_for_the_sheet(browser: Browser) -> None:
    rows = sheet(browser("office").get(f"{MARCH}&state=zero&sort=-code").content.decode("utf-8"))
    assert [row[1][-4:] for row in rows[1:]] == ["2002", "2001"]


def test_what_is_withheld_is_not_in_the_sheet(browser: Browser) -> None:
    rows = sheet(browser("grid_leader").get(f"{MARCH}&level=community").content.decode("utf-8"))
    assert rows[1][4:] == ["withheld", "", "", ""]


def test_the_sheet_is_chinese_first(browser: Browser) -> None:
    head = sheet(browser("office").get("/api/ranking.csv?period=2026-03").content.decode("utf-8"))[0]
    assert head[:6] == ["名次", "编码", "区域", "所属", "状态", "每百户事项数 (件／百户), 2026年3月"]


def test_what_is_compared_with_stands_in_the_last_columns(browser: Browser) -> None:
    rows = sheet(browser("office").get(f"{MARCH}&compare=matters_per_household@2026-02").content.decode("utf-8"))
    assert rows[0][-2:] == ["Matters per 100 households (per 100 households), February 2026", "State"]
    # The town's first matter is of March: in February nothing was recorded.
    assert {tuple(row[-2:]) for row in rows[1:]} == {("", "no data")}


def test_the_same_rows_come_as_a_workbook(browser: Browser) -> None:
    rows = sheet(browser("office").get(MARCH).content.decode("utf-8"))
    answer = browser("office").get(MARCH.replace(".csv", ".xlsx"))
    assert answer.headers["content-disposition"] == 'attachment; filename="matters_per_household_grid_2026-03.xlsx"'
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells[0] == rows[0]
    assert [[str(c) for c in row[1:5]] for row in cells[1:]] == [row[1:5] for row in rows[1:]]
    # Figures stay figures: somebody will add them up.
    assert cells[3][5:] == [100, 2, 2]


def test_another_form_is_refused(browser: Browser) -> None:
    assert browser("office").get(MARCH.replace(".csv", ".exe")).status_code == 400
