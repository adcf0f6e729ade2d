"""The register of households, and the dated editions of it that coverage is a share of."""

from services.register import sentences

__all__ = ["sentences"]
