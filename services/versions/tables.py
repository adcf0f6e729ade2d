"""One row for each thing whose version others rely on; triggers alone write them."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base


class LayerVersion(Base):
    """The version of a drawn layer, or of everybody's scope.

    It starts at the second in which the database was made, so that a database made anew under the same address is
    not taken for the one before it.
    """

    __tablename__ = "layer_version"
    layer: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    changed_by: Mapped[int | None] = mapped_column(BigInteger, comment="the transaction that raised it last")


class TileVersion(Base):
    """The version of a layer's tiles in one place, where a change is told by place. Without a row nothing was there."""

    __tablename__ = "tile_version"
    layer: Mapped[str] = mapped_column(primary_key=True)
    cell: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, comment="Morton code of the zoom-14 tile"
    )
    version: Mapped[int] = mapped_column(BigInteger, comment="of the layer, when points in it changed last")


class GridVersion(Base):
    """The version of a grid's part of a layer, where a change is told by grid: 0 is no grid, no row nothing yet."""

    __tablename__ = "grid_version"
    layer: Mapped[str] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    grid_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="0 for no grid")
    version: Mapped[int] = mapped_column(BigInteger, comment="of the layer, when the grid changed last")
