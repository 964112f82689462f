"""An air's state as bytes: the checkpoints of a recording.

JSON of plain lists, in which a known class stands as its number and its fields, and behind it all trails together as
32-bit differences of degE7; compressed. Rejected: pickle, which runs whatever the file tells it to, and a session's
folder may come from anywhere; and it took three times as long, with a Python call for each of 14,000 positions.
"""

import hashlib
import json
import zlib
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import fields
from enum import Enum
from functools import cache
from importlib import resources
from operator import attrgetter
from typing import Any

import numpy as np

from base.geodesy import Position
from drones import airspace, decoding, docks, fleet, framing, picture, reception, remoteid, texts, tracks, vehicle
from drones.air import AirState

FORMAT = 1
_CLASSES: tuple[Any, ...] = (
    AirState,
    reception.ReceptionState,
    framing.FrameCounts,
    decoding.SequenceGaps,
    decoding._Stream,
    fleet.FleetState,
    vehicle.Vehicle,
    texts.TextAssembler,
    texts._Pending,
    docks.DocksState,
    docks.Dock,
    tracks.TracksState,
    tracks.Aircraft,
    tracks.Path,
    airspace.AirspaceState,
    airspace.Standing,
    remoteid.AircraftId,
    remoteid.Location,
    picture.Altitude,
    picture.VerdictView,
)
_ENUMS: tuple[type[Enum], ...] = (
    picture.LinkState,
    picture.AltitudeDatum,
    picture.GpsFix,
    picture.DockMode,
    picture.CoverState,
    picture.ChargeState,
    picture.TrackSource,
    picture.Verdict,
    picture.VerdictReason,
    remoteid.IdKind,
)
_LEFT_OUT: dict[tuple[Any, str], Any] = {(reception.ReceptionState, "framers"): {}, (tracks.Path, "aircraft"): None}
"""Framers of whole frames hold nothing between two of them; a path's aircraft is the one that it is found in."""
_ENUM_NUMBERS = {kind: number for number, kind in enumerate(_ENUMS)}
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
    "replay_grid",
    "replay_state",
    "texts",
    "tracks",
    "vehicle",
    "verdicts",
    "zones",
)


class DamagedError(ValueError):
    """The bytes are no state."""


@cache
def version() -> bytes:
    """Other where the reducers are other: a checkpoint of another program is made anew instead of trusted."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for kind in _CLASSES:
        digest.update(f"{kind.__name__}:{[f.name for f in fields(kind)]}".encode())
    for name in _READ_BY_FORMAT:
        source = resources.files("drones") / f"{name}.py"
        if source.is_file():  # a packed program has no sources; then the classes' fields must do
            digest.update(source.read_bytes())
    return digest.digest()


def pack(state: AirState) -> bytes:
    return _Packer().pack(state)


def unpack(data: bytes) -> AirState:
    """Raises DamagedError."""
    try:
        state = _Unpacker(zlib.decompress(data)).state()
    except (zlib.error, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise DamagedError(str(error)) from None
    if not isinstance(state, AirState):
        raise DamagedError("it is something else")
    return state


class _Packer:
    def __init__(self) -> None:
        self._degrees: list[float] = []

    def pack(self, state: AirState) -> bytes:
        plain = json.dumps(self._plain(state), separators=(",", ":"), ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
        trails = np.array(self._degrees, np.float64).reshape(-1, 2)
        e7 = np.rint(trails * 1e7)
        exact = bool(len(trails) == 0 or ((np.abs(e7) < 2e9).all() and (e7 / 1e7 == trails).all()))
        body = np.diff(e7.astype(np.int64), axis=0, prepend=0).astype("<i8").T.tobytes() if exact else trails.tobytes()
        return zlib.compress(len(plain).to_bytes(4, "big") + bytes((exact,)) + plain + body, 1)

    def _plain(self, value: Any) -> Any:
        kind = type(value)
        if kind in _SIMPLE:
            return value
        return _PACKERS[kind](self, value)

    def _dataclass(self, number: int, take: Callable[[Any], tuple[Any, ...]], value: Any) -> list[Any]:
        plain = self._plain
        return [number, *[v if type(v) in _SIMPLE else plain(v) for v in take(value)]]

    def _enum(self, value: Enum) -> list[Any]:
        return ["e", _ENUM_NUMBERS[type(value)], value.value]

    def _tuple(self, value: tuple[Any, ...]) -> list[Any]:
        return ["t", *map(self._plain, value)]

    def _list(self, value: list[Any]) -> list[Any]:
        return ["l", *map(self._plain, value)]

    def _set(self, value: set[Any]) -> list[Any]:
        return ["s", *map(self._plain, sorted(value))]

    def _dict(self, value: dict[Any, Any]) -> list[Any]:
        plain = self._plain
        return ["d", *[plain(part) for pair in value.items() for part in pair]]

    def _counter(self, value: Counter[Any]) -> list[Any]:
        return ["c", *self._dict(value)[1:]]

    def _position(self, value: Position) -> list[Any]:
        return ["p", value.latitude, value.longitude]

    def _trail(self, value: deque[Position]) -> list[Any]:
        for p in value:
            self._degrees += (p.latitude, p.longitude)
        return ["q", len(value), value.maxlen]


_SIMPLE = frozenset({int, float, str, bool, type(None)})
_PACKERS: dict[type, Callable[[_Packer, Any], Any]] = {
    tuple: _Packer._tuple,
    list: _Packer._list,
    set: _Packer._set,
    dict: _Packer._dict,
    Counter: _Packer._counter,
    Position: _Packer._position,
    deque: _Packer._trail,
    **dict.fromkeys(_ENUMS, _Packer._enum),
}


def _class_packer(number: int, kind: Any) -> Callable[[_Packer, Any], Any]:
    names = [f.name for f in fields(kind) if (kind, f.name) not in _LEFT_OUT]
    get = attrgetter(*names)
    take = get if len(names) > 1 else lambda value: (get(value),)
    return lambda packer, value: packer._dataclass(number, take, value)


_PACKERS.update({kind: _class_packer(number, kind) for number, kind in enumerate(_CLASSES)})


class _Unpacker:
    def __init__(self, data: bytes) -> None:
        size = int.from_bytes(data[:4], "big")
        self._tree = json.loads(data[5 : 5 + size].decode("utf-8", "surrogatepass"))
        body = data[5 + size :]
        if data[4]:
            steps = np.frombuffer(body, "<i8").reshape(2, -1)
            degrees = np.cumsum(steps, axis=1) / 1e7
        else:
            degrees = np.frombuffer(body, np.float64).reshape(-1, 2).T
        self._trail = list(map(Position, degrees[0].tolist(), degrees[1].tolist()))
        self._at = 0

    def state(self) -> Any:
        state = self._value(self._tree)
        if self._at != len(self._trail):
            raise ValueError("trails are left over")
        return state

    def _value(self, plain: Any) -> Any:
        if type(plain) is not list:
            return plain
        tag, *parts = plain
        if type(tag) is int:
            return self._instance(_CLASSES[tag], parts)
        return _UNPACKERS[tag](self, parts)

    def _instance(self, kind: Any, parts: list[Any]) -> Any:
        value = self._value
        values = iter([value(part) if type(part) is list else part for part in parts])
        made = kind(*[_left_out(kind, name) if (kind, name) in _LEFT_OUT else next(values) for name in _names(kind)])
        if next(values, self) is not self:
            raise ValueError("a field too many")
        if kind is tracks.Aircraft:
            for path in made.paths:
                path.aircraft = made
        return made

    def _enum(self, parts: list[Any]) -> Enum:
        made: Enum = _ENUMS[parts[0]](parts[1])
        return made

    def _tuple(self, parts: list[Any]) -> tuple[Any, ...]:
        return tuple(map(self._value, parts))

    def _list(self, parts: list[Any]) -> list[Any]:
        return list(map(self._value, parts))

    def _set(self, parts: list[Any]) -> set[Any]:
        return set(map(self._value, parts))

    def _dict(self, parts: list[Any]) -> dict[Any, Any]:
        values = list(map(self._value, parts))
        return dict(zip(values[::2], values[1::2], strict=True))

    def _counter(self, parts: list[Any]) -> Counter[Any]:
        return Counter(self._dict(parts))

    def _position(self, parts: list[Any]) -> Position:
        return Position(*parts)

    def _deque(self, parts: list[Any]) -> deque[Position]:
        count, most = parts
        start, self._at = self._at, self._at + count
        if not 0 <= start <= self._at <= len(self._trail):
            raise ValueError("a trail is too long")
        return deque(self._trail[start : self._at], most)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _left_out(kind: Any, name: str) -> Any:
    value = _LEFT_OUT[kind, name]
    return {} if value == {} else value


_UNPACKERS: dict[str, Callable[[_Unpacker, list[Any]], Any]] = {
    "e": _Unpacker._enum,
    "t": _Unpacker._tuple,
    "l": _Unpacker._list,
    "s": _Unpacker._set,
    "d": _Unpacker._dict,
    "c": _Unpacker._counter,
    "p": _Unpacker._position,
    "q": _Unpacker._deque,
}
