"""A rubric as small as one can be, and changes of it by path."""

from typing import Any

import yaml

from services.assessment.rubric.model import Rubric
from services.assessment.rubric.read import read_rubric

SMALL = """\
id: small
title: {zh: 试行办法, en: Trial measures}
total: 100
objects: [{kind: grid, of: {zh: 网格长, en: grid leader}}]
components:
  - key: work
    title: {zh: 工作, en: Work}
    way: work
    weight: 100
    items:
      - key: streets
        title: {zh: 市容环境, en: Streets}
        maximum: 60
        evidence: matters_found.06
        rules:
          - {rule: deduct_per, what: {zh: 暴露垃圾, en: rubbish}, each: 0.1}
      - key: closing
        title: {zh: 结案, en: Closing}
        maximum: 40
        opens: zero
        rules:
          - {rule: ratio_linear, evidence: closed_on_time, what: {zh: 按时结案, en: closed on time}, points: 40}
ties: {}
roll_up: {every: quarter, missing_period: left_out}
missing: {no_rank_above: 20, minimum_inspections: 3}
strictness: raw
rounding: {digits: 2}
last_named_from: 95
"""
SHAPES = {"matters_found": "tallies", "closed_on_time": "ratio", "marks": "marks"}


def known(name: str) -> Any:
    """The shapes of three queries."""
    return SHAPES.get(name.split(".", maxsplit=1)[0])


def changed(*changes: tuple[str, Any]) -> bytes:
    """The small rubric with values set by their paths, such as ("components.0.weight", 90)."""
    tree: Any = yaml.safe_load(SMALL)
    for path, value in changes:
        at = tree
        *before, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in before:
            at = at[step]
        at[last] = value
    return str(yaml.safe_dump(tree, allow_unicode=True)).encode()


def small(*changes: tuple[str, Any]) -> Rubric:
    """The rubric of it."""
    rubric = read_rubric(changed(*changes) if changes else SMALL.encode()).rubric
    assert rubric is not None
    return rubric
