"""An air's state as bytes: the checkpoints of a recording.

The fields of all objects of a class as columns (drones.replay_columns) of JSON, and behind them all trails together as
32-bit differences of degE7. Rejected: pickle, which runs whatever the file tells it to, and a session's folder may come
from anywhere; and an object at a time, which took five times as long.
"""

import hashlib
import json
import zlib
from functools import cache
from importlib import resources
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from drones import reception, tracks, vehicle
from drones.air import AirState
from drones.replay_columns import Column, Columns, LeftOut
from drones.trail import GrowingTrail

FORMAT = 2
_LEFT_OUT: LeftOut = {
    (reception.ReceptionState, "framers"): dict,  # framers of whole frames hold nothing between two of them
    (tracks.Path, "aircraft"): lambda: None,  # the one that it is found in
    (tracks.Path, "trail"): lambda: None,  # all trails stand together, behind all columns
    (vehicle.Vehicle, "trail"): lambda: None,
}
_READ_BY_FORMAT = (
    "air",
    "airspace",
    "crs",
    "decoding",
    "docks",
    "fleet",
    "framing",
    "geojson",
    "modes",
    "reception",
    "remoteid",
    "replay_columns",
    "replay_grid",
    "replay_state",
    "texts",
    "tracks",
    "trail",
    "vehicle",
    "verdicts",
    "zones",
)
_MOST_BYTES = 32_000_000
"""Of columns and trails: 255 vehicles, 500 aircraft with four places each and sixty links full of made-up ids fit."""


class DamagedError(ValueError):
    """The bytes are no state."""


@cache
def version() -> bytes:
    """Other where the reducers are other: a checkpoint of another program is made anew instead of trusted."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    digest.update("".join(_columns()[1]).encode())
    for name in _READ_BY_FORMAT:
        source = resources.files("drones") / f"{name}.py"
        if source.is_file():  # a packed program has no sources; then the classes' fields must do
            digest.update(source.read_bytes())
    return digest.digest()


@cache
def _columns() -> tuple[Column, list[str]]:
    columns = Columns(_LEFT_OUT)
    return columns.of(AirState), columns.shape


def pack(state: AirState) -> bytes:
    """Equal states are equal bytes."""
    trails = [one.trail.degrees() for one in _with_trails(state)]
    steps, is_exact = _packed(np.frombuffer(b"".join(trails), np.float64))
    tree = [_columns()[0].pack([state]), [len(trail) for trail in trails], is_exact]
    plain = json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return zlib.compress(len(plain).to_bytes(4, "big") + plain + steps, 1)


def unpack(data: bytes) -> AirState:
    """Raises DamagedError."""
    try:
        return _unpacked(data)
    except (zlib.error, ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise DamagedError(str(error)) from None


def _unpacked(data: bytes) -> AirState:
    inflating = zlib.decompressobj()
    body = inflating.decompress(data, _MOST_BYTES)
    if not inflating.eof:
        raise ValueError("it was cut, or is too long")
    end = 4 + int.from_bytes(body[:4], "big")
    packed, lengths, is_exact = json.loads(body[4:end].decode("utf-8", "surrogatepass"))
    state: AirState = _columns()[0].unpack(packed, 1)[0]
    degrees = _degrees(body[end:], is_exact=is_exact)
    at = 0
    for one, length in zip(_with_trails(state), lengths, strict=True):
        one.trail = GrowingTrail.of_degrees(degrees[at : at + length])
        at += length
    if at != len(degrees):
        raise ValueError("trails are left over")
    for aircraft in state.tracks.aircraft.values():
        if not aircraft.paths or not aircraft.ids:
            raise ValueError("an aircraft without a place or a name")
        for path in aircraft.paths:
            path.aircraft = aircraft
    return state


class _WithTrail(Protocol):
    trail: GrowingTrail


def _with_trails(state: AirState) -> list[_WithTrail]:
    paths = [path for aircraft in state.tracks.aircraft.values() for path in aircraft.paths]
    return [*state.fleet.vehicles.values(), *paths]


def _packed(degrees: NDArray[np.float64]) -> tuple[bytes, bool]:
    """The steps from place to place, all their lowest bytes first: most others are 0. Or the degrees as they are, and
    False, where they are no whole degE7.
    """
    e7 = np.rint(degrees * 1e7)
    if not ((np.abs(e7) < 2**31).all() and (e7 / 1e7 == degrees).all()):
        return degrees.tobytes(), False
    places = e7.astype(np.int32).reshape(-1, 2).T
    steps = np.diff(places, axis=1, prepend=np.int32(0))  # a jump half round the world wraps, and wraps back
    folded = ((steps << 1) ^ (steps >> 31)).astype("<i4")
    return folded.reshape(-1, 1).view(np.uint8).T.tobytes(), True


def _degrees(steps: bytes, *, is_exact: bool) -> bytes:
    if not is_exact:
        return steps
    folded = np.ascontiguousarray(np.frombuffer(steps, np.uint8).reshape(4, -1).T).view("<u4")[:, 0].astype(np.uint32)
    unfolded = (folded >> np.uint32(1)) ^ (np.uint32(0) - (folded & np.uint32(1)))
    places = np.cumsum(unfolded.reshape(2, -1), axis=1, dtype=np.uint32).view(np.int32)
    return np.ascontiguousarray((places / 1e7).T).tobytes()
