"""The settings, read once and handed down; nothing else reads the environment."""

import os
import re
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.messages import Lang


def default_home() -> Path:
    """Where an instance keeps its data: a system folder for root, the user's own otherwise."""
    if os.geteuid() == 0:
        return Path("/var/lib/xunge")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "xunge"


def _tiles_elsewhere(template: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?/[A-Za-z0-9._~%/?=&@{}-]*", template) or any(
        part not in template for part in ("{z}", "{x}", "{y}")
    ):
        raise ValueError("Write an address such as https://maps.example/{z}/{x}/{y}.png")
    return template


class Settings(BaseSettings):
    """One instance of the service. Every field is set by the variable XUNGE_<FIELD>."""

    model_config = SettingsConfigDict(env_prefix="XUNGE_", frozen=True, extra="forbid", populate_by_name=True)

    home: Path = Field(default_factory=default_home, description="folder of this instance's data")
    database_url: str | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="a PostgreSQL to use instead of the private one; its role must own the database",
    )
    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(default=8000, description="port to listen on")
    https: bool = Field(default=False, description="served behind TLS: cookies are marked Secure and named __Host-")
    timezone: str = Field(default="Asia/Shanghai", description="the subdistrict's time zone")
    lang: Lang = Field(default="zh", description="language of the command line and of a first visit")
    session_hours: Annotated[int, Field(ge=1)] = Field(default=12, description="how long a sign-in lasts")
    tile_cache_mb: Annotated[int, Field(ge=1)] = Field(
        default=64, description="memory for map tiles that are kept packed, in megabytes"
    )
    surroundings_m: Annotated[int, Field(ge=0, le=5000)] = Field(
        default=100, description="how far outside all grids a matter still counts as the nearest grid's surroundings"
    )
    upload_limit_mb: Annotated[int, Field(ge=1)] = Field(
        default=200, description="largest file that the intake page takes, in megabytes"
    )

    base_file: Path | None = Field(
        default=None, description="a base map as one PMTiles file, drawn under ours and served from here"
    )
    base_tiles: Annotated[str, AfterValidator(_tiles_elsewhere)] | None = Field(
        default=None,
        description="address of another host's base map, such as `https://maps.example/{z}/{x}/{y}.png`, drawn under "
        "ours; every reader's browser then asks that host for the places that are looked at, so it learns them",
    )
    base_attribution: str | None = Field(default=None, description="who made that base map, written on the map")

    @property
    def zone(self) -> ZoneInfo:
        """The subdistrict's time zone."""
        return ZoneInfo(self.timezone)
