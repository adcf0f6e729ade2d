"""The files of others that the pages load."""

from web.assets import VENDOR, missing

ENGINE = VENDOR / "maplibre-gl"


def test_all_are_there() -> None:
    assert missing() == []


def test_what_the_map_and_its_worker_have_in_common_is_sent_once() -> None:
    page, shared, worker = (ENGINE / f"maplibre-gl{part}.mjs" for part in ("", "-shared", "-worker"))
    for file in (page, worker):
        assert 'from"./maplibre-gl-shared.mjs"' in file.read_text(encoding="utf-8")
    assert worker.stat().st_size < shared.stat().st_size / 10
