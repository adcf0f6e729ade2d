"""Results kept while the layers that they rest on stay as they are."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from services.database import sql

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Results by what they are of and the versions of their layers; beyond `most` the longest unused is dropped.

    `by_grid` are layers of which a result rests on some grids alone: their versions there are part of its key.
    """

    def __init__(self, layers: Sequence[str], most: int, by_grid: Sequence[str] = ()) -> None:
        self._layers, self._most, self._by_grid = list(layers), most, list(by_grid)
        self._kept: OrderedDict[tuple[object, ...], Made] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """The result, made where it isn't kept; `key` names everything that it depends on beside the layers.

        Versions are read before it is made, so that what a writer brings meanwhile is never kept under a newer one. A
        transaction that has itself changed a layer has it made anew.
        """
        state = session.execute(sql(__file__, "kept.sql"), {"layers": self._layers, "by_grid": self._by_grid}).one()
        if state.own:
            return make()
        known = (*key, *state.versions)
        with self._lock:
            if known in self._kept:
                self._kept.move_to_end(known)
                return self._kept[known]
        made = make()
        with self._lock:
            self._kept[known] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
