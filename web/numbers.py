"""Numbers and days as they may stand in an address: what the database can hold, and no more."""

from datetime import date
from typing import Annotated

from fastapi import Form, Path, Query
from pydantic import Field

LARGEST = 2**31 - 1
EditionId = Annotated[int, Query(ge=1, le=LARGEST)]
ZoneId = Annotated[int, Path(ge=1, le=LARGEST)]
FromDay = Annotated[date | None, Query(alias="from", ge=date(1990, 1, 1), le=date(2200, 1, 1))]
ToDay = Annotated[date | None, Query(alias="to", ge=date(1991, 1, 1), le=date(2200, 1, 1))]
DraftId = Annotated[int, Path(ge=1, le=LARGEST)]
Page = Annotated[int, Field(ge=1, le=100_000)]
Seq = Annotated[int, Form(ge=0, le=LARGEST)]
AnalysisId = Annotated[int, Path(ge=1, le=LARGEST)]
RubricId = Annotated[int, Path(ge=1, le=LARGEST)]
PlaceNumber = Annotated[int, Path(ge=1, le=LARGEST)]
