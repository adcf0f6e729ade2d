"""The JSON Schema of a rubric's file, for editors; docs/rubric.schema.json is it."""

import json
from pathlib import Path

from services.assessment.rubric.model import Rubric
from services.messages import ROOT

PUBLISHED = ROOT / "docs" / "rubric.schema.json"


def schema_text() -> str:
    """The schema as it is published."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Rubric.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def publish(path: Path = PUBLISHED) -> None:
    """Write it anew, after the model has changed."""
    path.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    publish()
