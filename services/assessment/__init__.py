"""The assessment (督查考核): rubrics, evidence, the ledger of scores, ranks."""

from services.assessment import sentences

__all__ = ["sentences"]
