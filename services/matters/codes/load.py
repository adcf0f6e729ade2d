"""The seed list, laid into a database; again and again without harm, and never over what the office has edited."""

import csv
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.matters.codes.tables import CodeCrosswalk, CodeGroup, CodeGroupMember, MatterCode

KEY = ("standard", "kind", "code")


def lay_codes(session: Session, folder: Path) -> None:
    """Lay the lists of a folder: national.csv, local.csv, crosswalk.csv and groups.csv.

    National codes follow the file. Local codes, confirmed pairs and groups that are there already stay as they are.
    """
    national = _rows(folder / "national.csv")
    put = insert(MatterCode).values(national)
    changed = {c: put.excluded[c] for c in national[0] if c not in KEY}
    session.execute(put.on_conflict_do_update(index_elements=KEY, set_=changed))
    session.execute(insert(MatterCode).values(_rows(folder / "local.csv")).on_conflict_do_nothing())
    session.execute(insert(CodeCrosswalk).values(_rows(folder / "crosswalk.csv")).on_conflict_do_nothing())
    there = set(session.scalars(select(CodeGroup.key)))
    members = [row for row in _rows(folder / "groups.csv") if row["group"] not in there]
    if members:
        named = {row["group"]: (row["name"], row["name_en"]) for row in members}
        session.execute(insert(CodeGroup), [{"key": k, "name": zh, "name_en": en} for k, (zh, en) in named.items()])
        rows = [{"group_key": row["group"]} | {c: row[c] for c in KEY} for row in members]
        session.execute(insert(CodeGroupMember), rows)


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]
