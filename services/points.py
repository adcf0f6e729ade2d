"""What households, matters and visits have in common; each subject's own table adds its fields."""

from uuid import UUID, uuid4

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy.orm import Mapped, mapped_column


class Point:
    """What every geo-tagged record has: place, accuracy, source, and the key that makes it unique.

    That its batch is there is held by triggers, once a statement (decision 0008).
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    external_ref: Mapped[str] = mapped_column(unique=True, comment="its number in the source, or a hash")
    batch_id: Mapped[UUID | None]
    accuracy_m: Mapped[float | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False), nullable=False)
