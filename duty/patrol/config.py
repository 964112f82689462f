"""The configuration's patrol: areas, tiers, plans, shifts, routes, and how a round is walked."""

import re
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from base.model import ConfigModel, Identifier, Latitude, Longitude, Name

Minutes = Annotated[int, Field(ge=1, le=1440)]
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


class Tier(StrEnum):
    KEY = "key"
    ORDINARY = "ordinary"


class PlanLevel(StrEnum):
    """Duty levels, as the command gives them out."""

    ROUTINE = "routine"
    HEIGHTENED = "heightened"
    HIGHEST = "highest"


class AreaConfig(ConfigModel):
    """A patrol area. Cameras belong to it by its name (their `area`); its responders are asked first."""

    id: Identifier
    name: Name
    ring: tuple[tuple[Latitude, Longitude], ...] = ()
    """Corners (latitude, longitude), WGS84 degrees; without them blind spots are looked for around its cameras."""
    responders: tuple[Identifier, ...] = ()

    @field_validator("ring")
    @classmethod
    def _ring_has_an_inside(cls, value: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
        if value and len(set(value)) < 3:
            raise ValueError("expected at least three different corners, or none")
        return value


class PlanConfig(ConfigModel):
    """One duty level: how often each tier is looked at."""

    level: PlanLevel
    key_every_min: Minutes = 30
    ordinary_every_min: Minutes | None = None
    """None: once a shift."""
    dwell_s: Annotated[float, Field(ge=1, le=120)] = 8.0
    step: Annotated[int, Field(ge=1, le=9)] = 4
    """Cameras shown at a time. 4: people found 74 % of events on four pictures, 58 % on six, 53 % on nine."""
    key_areas: tuple[Identifier, ...] = ()
    """Areas all of whose cameras are key cameras under this plan."""


class ShiftConfig(ConfigModel):
    id: Identifier
    name: Name
    start: str
    """HH:MM on the precinct's clock."""
    end: str
    """HH:MM; not later than `start` means the next day."""
    officers: Annotated[int, Field(ge=1, le=99)] = 1
    """Who patrol at the same time: for the dry run."""

    @field_validator("start", "end")
    @classmethod
    def _is_a_time(cls, value: str) -> str:
        if not _TIME.match(value):
            raise ValueError("expected a time of day such as 08:00")
        return value


class RouteConfig(ConfigModel):
    """Cameras along a street, in walking order; a drone's camera may be one of them."""

    id: Identifier
    name: Name
    cameras: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=200)]


class PatrolConfig(ConfigModel):
    key_cameras: tuple[Identifier, ...] = ()
    plan: PlanLevel = PlanLevel.ROUTINE
    """The plan that a new book starts with; after that the book knows which one is in force."""
    time_zone: str | None = None
    """IANA; without it the precinct's."""
    smallest_width_px: Annotated[int, Field(ge=64, le=3840)] = 320
    """Device pixels of a picture below which nobody can be said to have seen anything."""
    nobody_after_min: Minutes = 10
    cell_m: Annotated[float, Field(ge=20, le=1000)] = 100.0
    """Side of the squares in which blind spots are counted."""
    sight_m: Annotated[float, Field(ge=10, le=2000)] = 120.0
    """How far a camera is taken to see when nothing else is known."""
    repeat_alarm_s: Annotated[int, Field(ge=5, le=3600)] = 30
    escalate_after_s: Annotated[int, Field(ge=10, le=7200)] = 120

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, value: str | None) -> str | None:
        try:
            if value is not None:
                ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("expected an IANA time zone such as Asia/Shanghai") from None
        return value


class BookConfig(ConfigModel):
    """Where the duty book is, and how long what the law says must go may stay."""

    url: str | None = None
    """postgresql://user@host/database; without it a file in the user's data folder."""
    secret: str | None = None
    """The password's name for base.secrets; never the password."""
    personal_days: Annotated[int, Field(ge=1, le=3650)] = 30
    still_days: Annotated[int, Field(ge=1, le=3650)] = 90
    """Stills of closed incidents are erased after this; references stay until a newer one takes their place."""
    backup_folder: str | None = None
    backup_keep: Annotated[int, Field(ge=1, le=365)] = 14

    @field_validator("url")
    @classmethod
    def _url_is_known(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"^postgres(ql)?://", value):
            raise ValueError("expected postgresql://user@host/database, or nothing for a file of its own")
        if value is not None and re.match(r"^[a-z]+://[^/@]*:[^/@]*@", value):
            raise ValueError("a password does not belong in the file: give secret = instead")
        return value

    @model_validator(mode="after")
    def _secret_has_a_use(self) -> "BookConfig":
        if self.secret is not None and self.url is None:
            raise ValueError("secret has a use with url only")
        return self


def default_plans() -> tuple[PlanConfig, ...]:
    return (
        PlanConfig(level=PlanLevel.ROUTINE),
        PlanConfig(level=PlanLevel.HEIGHTENED, key_every_min=20, ordinary_every_min=240),
        PlanConfig(level=PlanLevel.HIGHEST, key_every_min=10, ordinary_every_min=60, step=4, dwell_s=6.0),
    )


def default_shifts() -> tuple[ShiftConfig, ...]:
    return (
        ShiftConfig(id="day", name="Day", start="08:00", end="20:00"),
        ShiftConfig(id="night", name="Night", start="20:00", end="08:00"),
    )
