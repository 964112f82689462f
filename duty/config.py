"""The configuration's own part of the duty room: the precinct and its responders."""

from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from base.geodesy import Position
from base.model import ConfigModel, Identifier, Latitude, Longitude, Name


class PrecinctConfig(ConfigModel):
    name: Name
    time_zone: str
    centre: Annotated[tuple[Latitude, Longitude], Field(description="latitude, longitude, WGS84 degrees")]

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("expected an IANA time zone such as Asia/Shanghai") from None
        return value

    @property
    def centre_position(self) -> Position:
        return Position(*self.centre)


class ResponderKind(StrEnum):
    TEAM = "team"
    POST = "post"
    STATION = "station"


class ResponderConfig(ConfigModel):
    id: Identifier
    name: Name
    kind: ResponderKind = ResponderKind.TEAM
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    radio: Annotated[str, Field(max_length=80)] | None = None
    phone: Annotated[str, Field(max_length=80)] | None = None
    report_to: Annotated[str, Field(max_length=120)] | None = None
    """Whom the officer reports upward to when this responder is sent, and how."""
