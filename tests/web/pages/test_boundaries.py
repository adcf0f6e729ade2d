"""Boundaries in the browser's eyes without a script: history for the staff, drafts for the office alone."""

import html
import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests import town
from tests.web.conftest import PASSWORD

FIRST, SECOND = town.GRIDS[:2]


def sign_in(app: FastAPI, role: str) -> TestClient:
    client = TestClient(app, follow_redirects=False)
    assert client.post("/sign-in", data={"login": role, "password": PASSWORD}).status_code == 303
    return client


class Office:
    """The office at its forms."""

    def __init__(self, app: FastAPI) -> None:
        self.client = sign_in(app, "office")
        self.form = re.findall(r'name="form" value="(\w+)"', self.client.get("/boundaries").text)[0]
        made = self.send("/boundaries/drafts", based_on="1", name="second")
        assert made.status_code == 303
        self.path = made.headers["location"].removesuffix("/redraw")

    def send(self, path: str, **fields: str):  # type: ignore[no-untyped-def]
        return self.client.post(path, data={"form": self.form, **fields})

    def page(self) -> str:
        return html.unescape(self.client.get(f"{self.path}/redraw").text)

    def seq(self) -> str:
        return str(re.findall(r'name="expected" value="(\d+)"', self.page())[0])

    def edit(self, operation: str, **fields: str):  # type: ignore[no-untyped-def]
        return self.send(f"{self.path}/edits", expected=self.seq(), operation=operation, **fields)


@pytest.fixture
def office(drawn_app: FastAPI) -> Office:
    """The office, with a draft open."""
    return Office(drawn_app)


def place(x_m: float, y_m: float) -> str:
    return ", ".join(repr(n) for n in town.at(x_m, y_m))


def moved(page: str) -> list[str]:
    return re.findall(r'data-kind="\w+"><dt>\w+</dt><dd>([\d,]+)</dd>', page)


def test_a_border_moves_by_form_its_effect_is_shown_and_it_takes_force(office: Office) -> None:
    answer = office.edit("move", **{"from": place(100, 100), "to": place(80, 100)})
    assert answer.status_code == 303
    page = office.page()
    assert moved(page) == ["2", "0", "0"]
    assert "Vertex moved" in page
    answer = office.send(
        f"{office.path}/force", expected="1", valid_from="2026-07-01", reason="New street", document_number="2"
    )
    assert answer.status_code == 303
    page = html.unescape(office.client.get("/boundaries").text)
    assert "2 zones differ from “first”; 0.10 ha went to another grid" in page
    assert "New street" in page
    assert "second is drawn on it." in page
    assert office.client.get(f"{office.path}/redraw").status_code == 404


def test_undo_and_redo_by_form(office: Office) -> None:
    office.edit("move", **{"from": place(100, 100), "to": place(80, 100)})
    office.edit("undo")
    assert moved(office.page()) == ["0", "0", "0"]
    office.edit("redo")
    assert moved(office.page()) == ["2", "0", "0"]
    assert office.edit("redo").status_code == 409


def test_a_split_without_codes_keeps_the_old_one_and_takes_the_next_free_one(office: Office) -> None:
    line = f"{place(50, -5)}\n{place(50, 105)}"
    assert office.edit("split", code=FIRST, line=line).status_code == 303
    page = office.page()
    assert "999901001001003" in page
    assert re.search(r"added</span><span class=\"code\">Grid 999901001001003", page)


def test_merge_name_and_parent_by_form(office: Office) -> None:
    assert office.edit("merge", codes=f"{FIRST}, {SECOND}").status_code == 303
    assert office.edit("rename", level="grid", code=FIRST, name="Both").status_code == 303
    assert office.edit("parent", code=FIRST, parent="999901001002").status_code == 303
    page = office.page()
    assert "Both" in page
    assert re.search(r'removed</span><span class="code">Community 999901001001<', page)


def test_an_area_and_a_community_are_made_by_form_with_free_codes(office: Office) -> None:
    assert office.edit("found", level="area", name="Riverside", codes=FIRST).status_code == 303
    assert office.edit("found", level="community", name="Bridge", codes=f"{SECOND}, {town.GRIDS[2]}").status_code == 303
    page = office.page()
    assert page.count("Zone made") == 2
    assert re.search(r'Riverside <span class="badge good">added</span><span class="code">Area 999901001001-1<', page)
    assert re.search(r'Bridge <span class="badge good">added</span><span class="code">Community 999901001003<', page)
    # Both can be given more grids from now on.
    assert '<option value="999901001001-1">Riverside' in page


def test_a_refusal_stands_on_the_page_and_on_the_map(office: Office) -> None:
    answer = office.edit("delete", at=place(100, 100))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Move it instead" in answer.text
    arguments = f'{{"at":[{place(100, 100)}]}}'
    path = f"/api{office.path}/edits"
    answer = office.send(path, expected="0", operation="delete", arguments=arguments)
    assert answer.status_code == 422
    assert answer.json()["at"] == list(town.at(100, 100))
    assert office.send(path, expected="7", operation="undo").status_code == 409


def test_the_map_gets_every_bit_of_a_vertex(office: Office) -> None:
    shapes = office.client.get(f"/api{office.path}/grids.geojson").json()
    corners = {tuple(p) for f in shapes["grids"]["features"] for part in f["geometry"]["coordinates"] for p in part[0]}
    assert town.at(100, 100) in corners
    assert shapes["before"]["features"] == []
    assert office.client.get(f"/api{office.path}/codes?code={FIRST}").json() == ["999901001001003"]


def test_staff_read_the_history_and_open_no_draft(drawn_app: FastAPI, office: Office) -> None:
    staff = sign_in(drawn_app, "community")
    page = staff.get("/boundaries").text
    assert "first" in page
    assert "Open a draft" not in page
    assert staff.get(f"{office.path}/redraw").status_code == 403
    form = re.findall(r'name="form" value="(\w+)"', page)[0]
    answer = staff.post("/boundaries/drafts", data={"form": form, "based_on": "1", "name": "mine"})
    assert answer.status_code == 403


def test_a_draft_is_discarded_and_its_name_is_free_again(office: Office) -> None:
    assert office.send("/boundaries/drafts", based_on="1", name="second").status_code == 409
    assert office.send(f"{office.path}/discard", expected="0").status_code == 303
    assert office.send("/boundaries/drafts", based_on="1", name="second").status_code == 303


def test_both_pages_speak_both_languages(office: Office) -> None:
    office.edit("move", **{"from": place(100, 100), "to": place(80, 100)})
    for path in ("/boundaries", f"{office.path}/redraw"):
        chinese = office.client.get(f"{path}?lang=zh").text
        assert re.search("已知悉影响|新建草案", chinese)
        english = office.client.get(f"{path}?lang=en").text
        text = re.sub(r"<script.*?</script>|<[^>]+>", "", english, flags=re.DOTALL)
        assert set(re.findall(r"[\u4e00-\u9fff]+", text)) <= {"巡格", "中文"}
