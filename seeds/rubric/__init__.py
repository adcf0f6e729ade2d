"""The rubric of the measures as their text stands, with everything that it does not say left open."""

from pathlib import Path

MEASURES = Path(__file__).with_name("measures.yaml")
