"""The configuration's cameras."""

from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from base.model import ConfigModel, Identifier, Latitude, Longitude, Name

Fraction = Annotated[float, Field(ge=0, le=1)]
Polygon = Annotated[tuple[tuple[Fraction, Fraction], ...], Field(min_length=3, max_length=200)]

SCHEMES = ("rtsp", "rtsps", "http", "https", "file", "usb")


class Owner(StrEnum):
    POLICE = "police"
    COMMUNITY = "community"
    DRONE = "drone"


class CameraConfig(ConfigModel):
    """One camera. Addresses carry no password: that is `user` and `secret`, a name that base.secrets resolves."""

    id: Identifier
    name: Name
    address: str
    """rtsp://, rtsps:// (RTSP), http://, https:// (MJPEG), file:///path or a path (looped), usb:0 (a local device)"""
    sub_address: str | None = None
    user: str | None = None
    secret: str | None = None
    transport: Literal["tcp", "udp"] = "tcp"
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    heading_deg: Annotated[float, Field(ge=0, lt=360)] | None = None
    field_of_view_deg: Annotated[float, Field(gt=0, le=360)] | None = None
    area: Name | None = None
    owner: Owner = Owner.POLICE
    masks: tuple[Polygon, ...] = ()
    """Privacy masks: polygons of (x, y) in fractions of the picture's width and height, origin at the upper left."""

    @field_validator("address", "sub_address")
    @classmethod
    def _address_is_known(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if value != value.strip() or not value:
            raise ValueError("expected an address such as rtsp://host/path, http://…, file:///path or usb:0")
        try:
            parts = urlsplit(value)
        except ValueError:  # whose words may repeat a password
            raise ValueError("expected an address that can be read, such as rtsp://host/path") from None
        if parts.scheme and len(parts.scheme) > 1 and parts.scheme not in SCHEMES:
            raise ValueError(f"expected one of {', '.join(s + ':' for s in SCHEMES)} or a file's path")
        if parts.scheme in ("rtsp", "rtsps", "http", "https"):
            if not parts.hostname:
                raise ValueError("expected a host name after //")
            if parts.password is not None:
                raise ValueError("a password does not belong in the file: give user = and secret = instead")
            try:
                _ = parts.port
            except ValueError:
                raise ValueError("expected a port number between 0 and 65535") from None
        if parts.scheme == "usb" and not (parts.path.isdecimal() and parts.path.isascii()):
            raise ValueError("expected usb: and the device's number, such as usb:0")
        return value
