"""The signed head of the chain: one line to print, and to compare with the book years later.

Whoever holds the book can rewrite all of it, every hash included, but no paper that has left the room. The line holds
the number and hash of the head, the time, the public key of the station and its Ed25519 signature (RFC 8032).
"""

import base64
import binascii
import hashlib
import logging
import os
import re
import secrets
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from duty.book.errors import BookError

log = logging.getLogger(__name__)

FILE = "station.key"
WORD = "mouse-patrol-head-1"
LINE = re.compile(
    WORD + r":(?P<seq>\d{1,18}):(?P<hash>[0-9a-f]{64}):(?P<at>\d{8}T\d{6}Z):(?P<print>[0-9a-f]{16})"
    r":(?P<key>[\w-]{43}):(?P<signature>[\w-]{86})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class SignedHead:
    seq: int
    hash: str
    at_wall_ns: int
    """To the second."""
    public_key: str
    """43 characters of base64url, as StationKey.public_key."""
    genuine: bool
    """The signature is that key's, over these figures."""

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.public_key)


class StationKey:
    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public_key = _text(key.public_key().public_bytes_raw())

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The key of this station, made at the first call; its file is the owner's alone. Raises BookError."""
        path = folder / FILE
        try:
            if not path.exists():
                _make(path)
            mode = stat.S_IMODE(path.stat().st_mode)
            if os.name == "posix" and mode & 0o077:
                log.warning(
                    "the station's key %s could be read by others (mode %o): it is closed to them now", path, mode
                )
                path.chmod(0o600)
            key = serialization.load_pem_private_key(path.read_bytes(), None)
        except OSError as error:
            raise BookError(f"The station's key {path} cannot be used: {error.strerror or error}") from error
        except (ValueError, TypeError) as error:
            raise BookError(f"The station's key {path} is damaged: put it back from a copy, or remove it") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise BookError(f"The station's key {path} is not an Ed25519 key: put it back from a copy, or remove it")
        return cls(key)

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.public_key)

    def sign(self, said: bytes) -> bytes:
        """64 bytes, RFC 8032. Callers see to it that one kind of text cannot pass for another: a head begins with WORD,
        evidence's manifest with a brace."""
        return self._key.sign(said)

    def public_pem(self) -> bytes:
        """For other people's programs."""
        return self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign_head(self, seq: int, head_hash: str, at_wall_ns: int) -> str:
        """One line of some 300 printable characters; read_head understands it however it was wrapped."""
        at = datetime.fromtimestamp(at_wall_ns // 10**9, UTC).strftime("%Y%m%dT%H%M%SZ")
        said = f"{WORD}:{seq}:{head_hash}:{at}:{self.fingerprint}:{self.public_key}"
        return f"{said}:{_text(self._key.sign(said.encode()))}"


def read_head(text: str) -> SignedHead:
    """Take the line apart and check its signature; spaces and line ends in it do not matter. Raises BookError."""
    line = "".join(text.split())
    found = LINE.fullmatch(line)
    if found is None:
        raise BookError(f"This is not the line of a signed head: it begins with {WORD}: and is given whole")
    try:
        at = datetime.strptime(found["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        key = Ed25519PublicKey.from_public_bytes(_bytes(found["key"]))
        key.verify(_bytes(found["signature"]), line.rpartition(":")[0].encode())
        genuine = found["print"] == fingerprint_of(found["key"])
    except InvalidSignature:
        genuine = False
    except ValueError as error:
        raise BookError(f"This is not the line of a signed head: {error}") from None
    return SignedHead(int(found["seq"]), found["hash"], int(at.timestamp()) * 10**9, found["key"], genuine)


def fingerprint_of(public_key: str) -> str:
    """The first 16 hexadecimal digits of the key's SHA-256: for people to compare, never to trust by."""
    return hashlib.sha256(_bytes(public_key)).hexdigest()[:16]


def _make(path: Path) -> None:
    """Whole or not at all, and only once: of two programs that start together, both get the key of one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    part = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
