"""Which file a frame belongs in.

Never written: SETUP_SIGNING (256), which carries the secret key; and any frame with a SETUP_SIGNING frame inside, since
a frame of an unknown id has no CRC that would tell where it ends, and tunnels carry whole frames. MAVLink FTP and log
downloads are what they are: files of the vehicle, and kept.

Restricted: where a pilot stands or who he is (OPEN_DRONE_ID_SYSTEM, OPERATOR_ID), packs that carry one of them or
cannot be read as free of them, and frames with one of these inside. A pack is never written stripped of them: nobody
said that.
"""

from drones.framing import V2, Frame
from drones.remoteid import PACK
from drones.tlog_index import LEFT_OUT, OPEN, RESTRICTED

SETUP_SIGNING = 256
SYSTEM, OPERATOR_ID = 12904, 12905
_FTP, _LOG_DATA, _LOGGING_DATA, _LOGGING_DATA_ACKED, _REMOTE_LOG_BLOCK = 110, 120, 266, 267, 184
_FILES = frozenset({_FTP, _LOG_DATA, _LOGGING_DATA, _LOGGING_DATA_ACKED, _REMOTE_LOG_BLOCK})
_PERSONAL = frozenset({SYSTEM, OPERATOR_ID})
_TOLD_BY_ID = _PERSONAL | {SETUP_SIGNING, PACK}
_PACK_HEAD_BYTES, _ONE_BYTES, _MOST = 24, 25, 9
_HARMLESS = frozenset({0, 1, 2, 3})
"""ASTM F3411's types in a pack: basic id, location, authentication, self id. 4 is SYSTEM, 5 OPERATOR_ID."""


def place_of(frame: Frame) -> int:
    """OPEN, RESTRICTED or LEFT_OUT."""
    message_id, raw = frame.message_id, frame.raw
    if message_id not in _TOLD_BY_ID and raw.find(V2, 1) < 0:
        return OPEN  # nearly all
    if message_id == SETUP_SIGNING:
        return LEFT_OUT
    place = OPEN
    if message_id in _PERSONAL or (message_id == PACK and not _is_harmless_pack(frame)):
        place = RESTRICTED
    if message_id not in _FILES:
        place = max(place, _place_of_inside(raw))
    return place


def _is_harmless_pack(frame: Frame) -> bool:
    """Whether every message of the pack can be told, none is personal, and nothing stands behind the last."""
    start = 10 if frame.version == 2 else 6
    payload = frame.raw[start : start + frame.raw[1]].ljust(_PACK_HEAD_BYTES + _ONE_BYTES * _MOST, b"\0")
    size, count = payload[22], payload[23]
    if size != _ONE_BYTES or not 1 <= count <= _MOST:
        return False
    messages = payload[_PACK_HEAD_BYTES:]
    if any(messages[_ONE_BYTES * count :]):
        return False
    return all(messages[i * _ONE_BYTES] >> 4 in _HARMLESS for i in range(count))


def _place_of_inside(raw: bytes) -> int:
    """What a MAVLink 2 frame inside of the frame's bytes asks for. Its CRC is not asked: better once too careful."""
    place = OPEN
    at = raw.find(V2, 1)
    while at >= 0:
        if at + 12 <= len(raw) and raw[at + 2] <= 1 and at + 12 + raw[at + 1] <= len(raw):
            message_id = raw[at + 7] | raw[at + 8] << 8 | raw[at + 9] << 16
            if message_id == SETUP_SIGNING:
                return LEFT_OUT
            if message_id in _PERSONAL or message_id == PACK:
                place = RESTRICTED
        at = raw.find(V2, at + 1)
    return place
