"""The table of moves is what the page of docs says, line by line."""

import re

from services.matters.life.moves import MOVES
from services.matters.tables import OPEN
from services.messages import ROOT

LINE = r"^\| `(\w+)` (\S+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$"


def test_every_move_stands_in_the_docs_with_its_stages_roles_and_needs() -> None:
    page = (ROOT / "docs" / "matters.md").read_text(encoding="utf-8")
    said = re.findall(LINE, page, re.MULTILINE)
    meant = [
        (
            move.act, move.words.render("zh"),
            "every open one" if move.from_stages == OPEN else ", ".join(move.from_stages),
            move.to_stage or "stays", ", ".join(move.roles), ", ".join(move.needs) or "–",
        )
        for move in MOVES.values()
    ]  # fmt: skip
    assert said == meant
