"""The figures for drawing: what the map, the slider and the labels are made from."""

from itertools import accumulate

from tests.web.conftest import Browser

MARCH = "/api/values?period=2026-03&lang=en"


def test_the_series_holds_every_zone_and_period(browser: Browser) -> None:
    answer = browser("office").get(MARCH)
    found = answer.json()
    assert found["measure"] == {
        "key": "matters_per_household", "title": "Matters per 100 households", "unit": "per 100 households",
        "direction": "lower", "decimals": 1,
    }  # fmt: skip
    assert (found["level"], found["at"], found["banded"], found["breaks"]) == ("grid", 11, False, [100.0, 100.0])
    assert found["periods"][0] == {"key": "2025-04", "label": "April 2025", "from": "2025-04-01", "to": "2025-05-01"}
    assert found["zones"]["name"] == ["Z001", "Z002", "Z001", "Z002"]
    # Two matters by two households, one by one, none and none; nothing at all in the months before.
    assert found["values"][11] == [100.0, 100.0, 0.0, 0.0]
    assert (found["states"][11], found["states"][10], found["values"][10]) == ("vvzz", "dddd", [None] * 4)
    assert found["ranks"] == [3, 3, 1, 1]


def test_labels_stand_in_the_middle_of_their_zones(browser: Browser) -> None:
    zones = browser("office").get(MARCH).json()["zones"]
    middles = [(113.6 + x / 92976, 33.4 + 50 / 110916) for x in (50, 150, 250, 350)]
    # Each as what it is more than the one before, in hundred-thousandths of a degree.
    places = zip(accumulate(zones["lon"]), accumulate(zones["lat"]), strict=True)
    for (x, y), (lon, lat) in zip(places, middles, strict=True):
        assert abs(x / 100_000 - lon) < 2e-5
        assert abs(y / 100_000 - lat) < 2e-5


def test_a_label_has_half_a_block_of_room(browser: Browser) -> None:
    # Blocks are a hundred metres wide and deep.
    assert set(browser("office").get(MARCH).json()["zones"]["room"]) == {50}


def test_the_series_may_end_later_than_the_period(browser: Browser) -> None:
    office = browser("office")
    late = office.get("/api/values?period=2026-03&until=2026-05&lang=en").json()
    assert (late["at"], late["periods"][-1]["key"], late["periods"][late["at"]]["key"]) == (9, "2026-05", "2026-03")
    assert late["ranks"] == [3, 3, 1, 1]
    # A period that is not in that series makes one of its own.
    assert office.get("/api/values?period=2026-03&until=2026").json()["at"] == 11
    assert office.get("/api/values?period=2026-03&until=later").status_code == 422


def test_the_answer_is_sent_once(browser: Browser) -> None:
    office = browser("office")
    first = office.get(MARCH)
    assert first.headers["cache-control"] == "private, no-cache"
    again = office.get(MARCH, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = office.get("/api/values?period=2026-04&lang=en", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_the_scope_is_kept_in_figures_and_classes(browser: Browser) -> None:
    leader = browser("grid_leader").get(MARCH).json()
    assert (len(leader["zones"]["id"]), leader["values"][11]) == (1, [100.0])
    above = browser("grid_leader").get(f"{MARCH}&level=community").json()
    assert (above["states"][11], above["values"][11]) == ("w", [None])
    assert browser("forum").get(MARCH).status_code == 403


def test_a_wrong_question_is_answered_in_a_sentence(browser: Browser) -> None:
    office = browser("office")
    for query, number, said in [
        ("measure=happiness", 404, "There is no measure “happiness”"),
        ("edition=99", 404, "There is no edition “99”"),
        ("period=soon", 422, "“soon” is no period"),
        ("period=2026-03-02..2026-03-02", 422, "has no days"),
        ("level=street", 400, "level"),
        ("edition=0", 400, "edition"),
    ]:
        answer = office.get(f"/api/values?{query}&lang=en")
        assert (answer.status_code, answer.headers["content-type"]) == (number, "application/problem+json"), query
        assert said in answer.json()["detail"]
