"""Rubrics: the measures as their text stands, all else left open; and an example of them, decided for the demo town."""

from pathlib import Path

MEASURES = Path(__file__).with_name("measures.yaml")
EXAMPLE = Path(__file__).with_name("example.yaml")
