"""What goes from the link threads to the air, and what the reducers are fed."""

from dataclasses import dataclass
from typing import NamedTuple

from drones.picture import LinkState


class Chunk(NamedTuple):
    """Bytes as they came: one datagram or log record, or a piece of a stream.

    A tuple, because there are thousands a second: it is made and pickled by C, a frozen dataclass with slots by Python.
    """

    link: str
    sender: int
    """A number for each peer of a link, so that streams and sequences are not mixed."""
    data: bytes
    received_at_ns: int
    """Monotonic."""


@dataclass(frozen=True, slots=True)
class LinkChanged:
    link: str
    state: LinkState
    detail: str


@dataclass(frozen=True, slots=True)
class PeerGone:
    """A peer of a stream link has hung up: half a frame of its will never be completed."""

    link: str
    sender: int


LinkEvent = Chunk | LinkChanged | PeerGone


class Now(NamedTuple):
    monotonic_ns: int
    wall_ns: int
