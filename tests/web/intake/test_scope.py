"""Nobody brings, sees or undoes a file past their scope."""

from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from services.register.tables import Household
from services.settings import Settings
from tests import town
from tests.web.conftest import PASSWORD
from tests.web.intake.person import Office, count, households


def test_community_staff_bring_in_their_own_zones_and_no_others(
    community: Office, owner_of: Engine, tmp_path: Path
) -> None:
    path = households(tmp_path / "h.csv", (50, 50), (150, 50), (250, 50))
    assert community.client.post(
        "/intake", data=community.form(subject="zones"), files=[("file", ("h.csv", path.read_bytes()))]
    ).status_code == 403  # fmt: skip
    address = community.hand_in("households", path)
    checked = community.send(f"{address}/check")
    assert "Row 4, H2: lies in no grid of yours." in checked
    assert "2 rows were added." in community.send(f"{address}/write", keep_good="true")
    assert count(owner_of, Household) == 2


def test_a_file_whose_points_are_no_longer_all_ones_own_is_not_undone_by_half(
    community: Office, owner_of: Engine, tmp_path: Path
) -> None:
    address = community.hand_in("households", households(tmp_path / "h.csv", (50, 50), (150, 50)))
    community.send(f"{address}/check")
    community.send(f"{address}/write")
    with owner_of.begin() as connection:
        code = {"grid": town.GRIDS[0], "community": "999901001001"}
        connection.execute(text(
            "UPDATE person_zone SET zone_id = (SELECT id FROM zone WHERE code = :grid) "
            "WHERE zone_id = (SELECT id FROM zone WHERE code = :community)"), code)  # fmt: skip
        batch = connection.scalar(text("SELECT id FROM batch WHERE subject = 'households'"))
    community.send(f"/intake/batches/{batch}/undo", sure="true")
    assert "lie outside your grids by now" in community.client.get("/jobs").text
    assert count(owner_of, Household) == 2


def test_a_file_on_its_way_is_seen_by_nobody_else(office: Office, community: Office, tmp_path: Path) -> None:
    address = office.hand_in("households", households(tmp_path / "h.csv", (50, 50)))
    assert community.client.get(address).status_code == 404
    assert community.client.post(f"{address}/check", data=community.form()).status_code == 404
    jobs = community.client.get("/jobs").text
    assert "Look at a file" not in jobs
    assert "Look at a file" in office.client.get("/jobs").text


def test_who_may_not_bring_files_leaves_none_behind(
    served: tuple[FastAPI, Settings], office: Office, tmp_path: Path
) -> None:
    path = households(tmp_path / "h.csv", (50, 50))
    files = [("file", ("h.csv", path.read_bytes()))]
    nobody = TestClient(served[0], follow_redirects=False)
    assert nobody.post("/intake", files=files).headers["location"] == "/sign-in"
    nobody.post("/sign-in", data={"login": "inspector", "password": PASSWORD})
    assert nobody.post("/intake", files=files).status_code == 403
    assert (
        office.client.post("/intake", data={"form": "forged", "subject": "households"}, files=files).status_code == 403
    )
    assert not any(served[1].home.rglob("*.csv"))
