"""Passwords: kept as argon2id (RFC 9106), checked at the same cost whether somebody has the login or not."""

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from base.clock import NS_PER_S

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 256
FEW_DIFFERENT = 5
"""Characters: "aaaaaaaaaa" and "1212121212" are long and no secret."""
COMMON = frozenset(
    (
        *("1234567890", "0123456789", "0987654321", "9876543210", "1234554321", "5201314520", "a123456789"),
        *("qwertyuiop", "asdfghjkl;", "1q2w3e4r5t", "1qaz2wsx3edc", "qwerty12345", "abcdefghij", "abc1234567"),
        *("password12", "password123", "passw0rd123", "administrator", "letmein123", "welcome123", "changeme123"),
        *("iloveyou123", "woaini1314", "woaini520", "mousepatrol", "mouse-patrol", "police110", "jingcha110"),
    )
)
"""What is tried first anywhere; in small letters."""
FREE_FAILURES = 4
LOCKS_S = (60, 300, 900, 3600)
"""After the fifth failure in a row, the sixth, the seventh, and every further one."""


def is_weak(password: str, login: str, name: str) -> bool:
    said = password.casefold()
    return (
        not SHORTEST <= len(password) <= LONGEST
        or len(set(said)) < FEW_DIFFERENT
        or said in COMMON
        or any(len(word) > 2 and word in said for word in (login.casefold(), name.casefold().replace(" ", "")))
    )


def locked_until_wall_ns(failed: int, now_wall_ns: int) -> int:
    """After the `failed`th failure in a row; 0: not locked."""
    over = failed - FREE_FAILURES
    return 0 if over <= 0 else now_wall_ns + LOCKS_S[min(over, len(LOCKS_S)) - 1] * NS_PER_S


def still_locked(until_wall_ns: int, now_wall_ns: int) -> bool:
    """A lock longer than the longest is one of a clock that was set back meanwhile: it holds nobody."""
    return 0 < until_wall_ns - now_wall_ns <= LOCKS_S[-1] * NS_PER_S


@dataclass(frozen=True, slots=True)
class Checked:
    right: bool
    new_hash: str | None = None
    """The password is right, and its hash is of an older cost: keep this one instead."""


class Passwords:
    """Any thread; each check takes a tenth of a second and 64 MiB, and they take turns."""

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        """`hasher`: for the tests; else RFC 9106's second recommended setting, which is the library's own."""
        self._given = hasher
        self._turn = threading.Lock()

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return self._given or PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        with self._turn:
            return self._hasher.hash(_bytes(password))

    def check(self, stored: str | None, password: str) -> Checked:
        """`stored` None: nobody has the login, or he may not sign in; it takes as long."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        with self._turn:
            try:
                self._hasher.verify(stored or self._nobodys, _bytes(password))
                right = stored is not None
            except (Argon2Error, InvalidHashError):
                right = False
            if right and stored is not None and self._hasher.check_needs_rehash(stored):
                return Checked(True, self._hasher.hash(_bytes(password)))
        return Checked(right)


def _bytes(password: str) -> bytes:
    """Half a character, as a keyboard can make it, is no reason to fail; nobody waits for a megabyte to be hashed."""
    return password[: LONGEST + 1].encode("utf-8", "replace")
