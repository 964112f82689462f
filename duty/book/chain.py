"""The hash chain, pure: a row's digest, and how each link holds the one before it.

digest = SHA-256 of the row's columns as canonical JSON; hash = SHA-256 of (hash before, seq, table, row id, digest).
A row that was changed has another digest; one that was removed, added, moved or cut off breaks the links or the head.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping

from duty.book.rows import Value

GENESIS = "0" * 64
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(table: str, columns: Mapping[str, Value]) -> str:
    """SHA-256 of every column, the id and the uuid among them, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical({"table": table, **columns}).encode()).hexdigest()


def link(before: str, seq: int, table: str, row_id: int, row_digest: str) -> str:
    return hashlib.sha256(f"{before}|{seq}|{table}|{row_id}|{row_digest}".encode()).hexdigest()


def personal_hmac(key: str, content: str) -> str:
    """HMAC-SHA-256 (RFC 2104) under the row's own key, 64 hexadecimal digits each: without the key it says nothing."""
    return hmac.new(bytes.fromhex(key), content.encode(), hashlib.sha256).hexdigest()


def canonical(values: Mapping[str, Value]) -> str:
    """The same text for the same values on every platform and from every database: sorted keys, shortest floats."""
    return _ENCODER.encode(values)
