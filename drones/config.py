"""The configuration's links, drones, docks and zone files."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from base.addresses import without_password
from base.model import ConfigModel, Identifier, Latitude, Longitude, Name, SystemId


class LinkKind(StrEnum):
    UDP_IN = "udpin"
    UDP_OUT = "udpout"
    TCP = "tcp"
    TCP_IN = "tcpin"
    LOG = "file"
    SERIAL = "serial"

    @property
    def has_packets(self) -> bool:
        """Whether bytes come in pieces that stand alone: datagrams, or a log's records."""
        return self in (LinkKind.UDP_IN, LinkKind.UDP_OUT, LinkKind.LOG)


_WORDS = {"udp": LinkKind.UDP_IN} | {k.value: k for k in LinkKind if k is not LinkKind.SERIAL}


class LinkConfig(ConfigModel):
    """One MAVLink link, in pymavlink's address words.

    udpin:host:port (or udp:), udpout:host:port, tcp:host:port, tcpin:host:port, a .tlog file's path (file:path),
    or a serial device with an optional baud rate: /dev/ttyUSB0,57600.
    """

    name: Name
    address: str
    transmit: bool = False
    system_id: SystemId | None = None
    """Our own system id when `transmit` is true; not 255, which would hide a pilot's lost link from his autopilot."""

    @property
    def kind(self) -> LinkKind:
        word, colon, _ = self.address.partition(":")
        if colon and word in _WORDS:
            return _WORDS[word]
        return LinkKind.LOG if self.address.lower().endswith(".tlog") else LinkKind.SERIAL

    @property
    def shown_address(self) -> str:
        return without_password(self.address)

    @field_validator("address")
    @classmethod
    def _address_is_known(cls, value: str) -> str:
        scheme, _, rest = value.partition(":")
        if scheme in ("udp", "udpin", "udpout", "tcp", "tcpin"):
            host, _, port = rest.rpartition(":")
            if not host or not (port.isdecimal() and len(port) <= 5 and int(port) <= 65535):
                raise ValueError(f"expected {scheme}:host:port with a port between 0 and 65535")
        elif not value.strip():
            raise ValueError("expected udpin:host:port, udpout:…, tcp:…, tcpin:…, a .tlog file or a serial device")
        return value

    @model_validator(mode="after")
    def _speaks_under_its_own_name(self) -> "LinkConfig":
        if self.transmit and self.system_id is None:
            raise ValueError("transmit = true needs system_id, our own, between 1 and 254")
        if self.system_id == 255:
            raise ValueError("system_id 255 belongs to the pilots' ground stations: choose another")
        return self


class DroneConfig(ConfigModel):
    """One of our own drones."""

    id: Identifier
    name: Name
    system: SystemId
    remote_id: str | None = Field(default=None, max_length=20)
    """The serial number it broadcasts as Remote ID (ANSI/CTA-2063-A)."""
    camera: Identifier | None = None


class DockConfig(ConfigModel):
    id: Identifier
    name: Name
    system: SystemId
    drone: Identifier | None = None
    """The drone that lives in it."""
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class Crs(StrEnum):
    """Where a zone file's coordinates live. The file never says, so the configuration must."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class ZoneFileConfig(ConfigModel):
    path: Annotated[str, Field(min_length=1)]
    """Relative paths start at the configuration file's folder."""
    crs: Crs
