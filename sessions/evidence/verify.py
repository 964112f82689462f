#!/usr/bin/env python3
"""Says whether evidence that Mouse Patrol exported is as it was when it was signed.

    python3 verify.py [FOLDER] [--key station.pub] [--language en|zh]

It stands alone: Python 3.9 or newer with its standard library, and the package `cryptography` for the signature. It
believes nothing that it reads: no path of the manifest leads out of the folder, no link is followed, no file is read
into memory whole. Exit codes: 0 unchanged and signed, 1 something was touched, 2 it cannot be checked.
"""

# ruff: noqa: PTH116, PTH118, PTH123 - paths are text here: pathlib would tidy up what a hostile manifest says
from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import locale
import os
import stat
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
FORMAT = "mouse-patrol-evidence-1"
RECORDED = "recorded"
"""Origin of what the station recorded itself; evidence of another origin says so."""
MOST_MANIFEST_BYTES = 64_000_000
MOST_FILES = 100_000
MOST_KEY_BYTES = 10_000
MOST_PATH = 400
SIGNATURE_BYTES = 64
SHOWN = 200
AT_ONCE_BYTES = 1 << 20

RIGHT, WRONG, ABSENT = "right", "wrong", "absent"


class CannotCheckError(Exception):
    """Why nothing can be said: a key of SAYINGS, and what it speaks of."""

    def __init__(self, saying: str, about: str = "") -> None:
        super().__init__(saying, about)
        self.saying, self.about = saying, about


@dataclass(frozen=True)
class Verdict:
    folder: str
    unchanged: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    signature: str = ABSENT
    """RIGHT, WRONG or ABSENT."""
    key_sha256: str = ""
    """Of the public key that the signature was checked with; its first 16 digits are the station's fingerprint."""
    key_was_given: bool = False
    """By whoever checks. Otherwise it came with the evidence, and its fingerprint has to be compared."""
    manifest_sha256: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """What the manifest says of itself, where the signature is right."""
    problem: tuple[str, str] | None = None
    """It cannot be checked: a key of SAYINGS, and what it speaks of."""

    @property
    def code(self) -> int:
        if self.problem is not None:
            return 2
        touched = self.changed or self.missing or self.added or self.signature != RIGHT
        return 1 if touched else 0


def verify_folder(folder: str | os.PathLike[str], key: str | os.PathLike[str] | None = None) -> Verdict:
    """Check one folder of evidence, with the public key in the file `key`, else with the one in the manifest."""
    place = str(folder)
    try:
        given = None if key is None else read_key(str(key))
        data = _read_small(os.path.join(place, MANIFEST), MOST_MANIFEST_BYTES, "no_manifest", "long_manifest")
    except CannotCheckError as error:
        return Verdict(place, problem=(error.saying, error.about))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        manifest, files = parse(data)
        public = given if given is not None else _key_of(manifest)
        signature = _signature(place, data, public)
    except CannotCheckError as error:
        return Verdict(place, problem=(error.saying, error.about), manifest_sha256=sha256)
    unchanged, changed, missing = _compare(place, files)
    return Verdict(
        place,
        tuple(unchanged),
        tuple(changed),
        tuple(missing),
        tuple(_added(place, set(files))),
        signature,
        hashlib.sha256(public).hexdigest(),
        given is not None,
        sha256,
        _facts(manifest) if signature == RIGHT else (),
    )


def parse(data: bytes) -> tuple[dict[str, Any], dict[str, tuple[int, str]]]:
    """The manifest, and of each file its size and SHA-256 by its path. Raises CannotCheckError."""
    try:
        manifest = json.loads(data.decode("utf-8"), object_pairs_hook=_no_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise CannotCheckError("damaged_manifest") from None
    if not isinstance(manifest, dict):
        raise CannotCheckError("damaged_manifest")
    if manifest.get("format") != FORMAT:
        raise CannotCheckError("other_format")
    entries = manifest.get("files")
    if not isinstance(entries, list) or len(entries) > MOST_FILES:
        raise CannotCheckError("damaged_manifest")
    files: dict[str, tuple[int, str]] = {}
    for entry in entries:
        path, size, sha256 = _entry(entry)
        if path in files:
            raise CannotCheckError("hostile_path", path)
        files[path] = (size, sha256)
    return manifest, files


def _entry(entry: object) -> tuple[str, int, str]:
    if not isinstance(entry, dict):
        raise CannotCheckError("damaged_manifest")
    path, size, sha256 = entry.get("path"), entry.get("size"), entry.get("sha256")
    if not isinstance(path, str) or not is_safe(path):
        raise CannotCheckError("hostile_path", path if isinstance(path, str) else "")
    if type(size) is not int or not 0 <= size < 2**63:
        raise CannotCheckError("damaged_manifest")
    if not isinstance(sha256, str) or len(sha256) != 64 or sha256.strip("0123456789abcdef"):
        raise CannotCheckError("damaged_manifest")
    return path, size, sha256


def is_safe(path: str) -> bool:
    """Below the folder, on every system: no way up, no drive, no link of a name, nothing that a terminal obeys."""
    if not 0 < len(path) <= MOST_PATH or path in (MANIFEST, SIGNATURE) or not path.isprintable():
        return False
    parts = path.split("/")
    return not any(
        part in ("", ".", "..") or part.endswith((".", " ")) or any(sign in part for sign in '\\:*?"<>|')
        for part in parts
    )


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(text: str) -> float:
    raise ValueError(text)


# The key and the signature.


def read_key(path: str) -> bytes:
    """The 32 bytes of an Ed25519 public key, out of a PEM file or a line of base64url. Raises CannotCheckError."""
    data = _read_small(path, MOST_KEY_BYTES, "no_key", "bad_key", follow=True).strip()
    if data.startswith(b"-----BEGIN"):
        serialization, _ed25519, key_type, _ = _cryptography()
        try:
            key = serialization.load_pem_public_key(data)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no key
            raise CannotCheckError("bad_key", path) from None
        if not isinstance(key, key_type):
            raise CannotCheckError("bad_key", path)
        return bytes(key.public_bytes_raw())
    return _raw_key(data.decode("ascii", "replace"), path)


def _raw_key(text: str, where: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise CannotCheckError("bad_key", where) from None
    if len(raw) != 32:
        raise CannotCheckError("bad_key", where)
    return raw


def _key_of(manifest: dict[str, Any]) -> bytes:
    key = manifest.get("key")
    text = key.get("public_key") if isinstance(key, dict) else None
    if not isinstance(text, str):
        raise CannotCheckError("damaged_manifest")
    return _raw_key(text[:200], MANIFEST)


def _signature(place: str, data: bytes, public: bytes) -> str:
    """RFC 8032 over the manifest's bytes as they stand in the file."""
    _, _, key_type, invalid = _cryptography()
    try:
        signature = _read_small(os.path.join(place, SIGNATURE), SIGNATURE_BYTES, ABSENT, WRONG)
    except CannotCheckError as error:
        return error.saying
    try:
        key_type.from_public_bytes(public).verify(signature, data)
    except (invalid, ValueError):
        return WRONG
    return RIGHT


def _cryptography() -> tuple[Any, Any, Any, Any]:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError:
        raise CannotCheckError("no_cryptography") from None
    return serialization, ed25519, ed25519.Ed25519PublicKey, InvalidSignature


# The files.


def _compare(place: str, files: dict[str, tuple[int, str]]) -> tuple[list[str], list[str], list[str]]:
    unchanged: list[str] = []
    changed: list[str] = []
    missing: list[str] = []
    for path, (size, sha256) in sorted(files.items()):
        found = _sha256(place, path, size)
        (unchanged if found == sha256 else missing if found is None else changed).append(path)
    return unchanged, changed, missing


def _sha256(place: str, path: str, size: int) -> str | None:
    """None: it is not there. "": what is there is no such file, or cannot be read."""
    at = place
    *folders, name = path.split("/")
    try:
        for folder in folders:
            at = os.path.join(at, folder)
            if not stat.S_ISDIR(os.lstat(at).st_mode):
                return ""
        at = os.path.join(at, name)
        if not stat.S_ISREG(os.lstat(at).st_mode):
            return ""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(at, flags), "rb") as file:
            if os.fstat(file.fileno()).st_size != size:
                return ""
            said, left = hashlib.sha256(), size
            while left > 0 and (data := file.read(min(AT_ONCE_BYTES, left))):
                said.update(data)
                left -= len(data)
            return "" if left else said.hexdigest()
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def _added(place: str, known: set[str]) -> list[str]:
    """What is in the folder and not in the manifest, as paths with /. Links are named and not followed."""
    # Some systems store é as two characters, and some names as they please: the same letters are the same name there.
    # Beside a file of the very name another one that only looks like it was added.
    known = known | {MANIFEST, SIGNATURE}
    alike = {unicodedata.normalize("NFC", path): path for path in known}
    added: list[str] = []
    waiting = [""]
    while waiting and len(added) < MOST_FILES:
        under = waiting.pop()
        try:
            with os.scandir(os.path.join(place, under)) as entries:
                found = {(f"{under}/{entry.name}" if under else entry.name): entry for entry in entries}
            stands_for: set[str] = set(found) & known
            for path, entry in sorted(found.items()):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                    continue
                meant = path if path in known else alike.get(unicodedata.normalize("NFC", path))
                if meant is None or entry.is_symlink() or (meant != path and meant in stands_for):
                    added.append(path)
                elif meant != path:
                    stands_for.add(meant)
        except OSError:
            added.append(under)
    return sorted(added)


def _read_small(path: str, most: int, absent: str, too_long: str, *, follow: bool = False) -> bytes:
    """A regular file of at most `most` bytes. Raises CannotCheckError with the saying that fits."""
    try:
        if not stat.S_ISREG(os.stat(path, follow_symlinks=follow).st_mode):
            raise CannotCheckError(absent, path)
        with open(path, "rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        raise CannotCheckError(absent, path) from None
    if len(data) > most:
        raise CannotCheckError(too_long, path)
    return data


# Saying it.

SAYINGS = {
    "no_manifest": (
        "There is no evidence here: {about} cannot be read.",
        "此处没有证据包：无法读取 {about}。",
    ),
    "long_manifest": (
        "The manifest is longer than any that is made: {about}.",
        "清单过大，不是正常导出的清单：{about}。",
    ),
    "damaged_manifest": (
        "manifest.json is damaged: it is not as it was signed.",
        "manifest.json 已损坏：与签名时不一致。",
    ),
    "other_format": (
        "manifest.json is not of a format that this script knows.",
        "manifest.json 的格式不是本脚本所识别的格式。",
    ),
    "hostile_path": (
        "manifest.json names a file that evidence never has: “{about}”. No file was read.",
        "manifest.json 中列有证据包不可能包含的文件：“{about}”。未读取任何文件。",
    ),
    "no_key": ("The key cannot be read: {about}.", "无法读取公钥：{about}。"),
    "bad_key": ("This is no Ed25519 public key: {about}.", "这不是 Ed25519 公钥：{about}。"),
    "no_cryptography": (
        "The package “cryptography” is not installed: without it no signature can be checked "
        "(python3 -m pip install cryptography).",
        "未安装 cryptography 软件包，无法校验签名（python3 -m pip install cryptography）。",
    ),
    "changed": ("CHANGED: {about}", "已被改动：{about}"),
    "missing": ("MISSING: {about}", "缺失：{about}"),
    "added": ("ADDED, was not exported: {about}", "多出（并非导出内容）：{about}"),
    "more": ("… and {about} more", "……另有 {about} 个"),
    "unchanged": ("Unchanged: {about}", "未改动：{about}"),
    RIGHT: ("The signature is right.", "签名正确。"),
    WRONG: (
        "THE SIGNATURE IS WRONG: manifest.json or manifest.sig was changed, or another key signed it.",
        "签名错误：manifest.json 或 manifest.sig 已被改动，或由其他密钥签名。",
    ),
    ABSENT: ("THE SIGNATURE IS MISSING: manifest.sig is not there.", "签名缺失：没有 manifest.sig。"),
    "given": ("Checked with the key that you gave, SHA-256 {about}", "使用您提供的公钥校验，SHA-256：{about}"),
    "found": (
        "By the key that came with the evidence. Compare with the station, not with these files. SHA-256 {about}",
        "使用证据包自带的公钥校验。请与出具单位核对（而不是与包内文件核对）。SHA-256：{about}",
    ),
    "manifest": ("SHA-256 of manifest.json: {about}", "manifest.json 的 SHA-256：{about}"),
    "good": ("The evidence is as it was signed: {about} files.", "证据与签名时一致，共 {about} 个文件。"),
    "touched": ("THE EVIDENCE IS NOT AS IT WAS SIGNED.", "证据与签名时不一致。"),
    "case_number": ("Case number: {about}", "案号：{about}"),
    "reason": ("Reason: {about}", "导出事由：{about}"),
    "operator": ("Exported by: {about}", "导出人：{about}"),
    "made_utc": ("Exported at: {about}", "导出时间：{about}"),
    "from_utc": ("From: {about}", "起：{about}"),
    "to_utc": ("To: {about}", "止：{about}"),
    "session": ("Session: {about}", "录像会话：{about}"),
    "foreign": (
        "NOT RECORDED BY THE STATION: put together there of other people's material.",
        "并非本设备录制：由他人材料在本设备汇集而成。",
    ),
    "station": ("Station: {about}", "设备：{about}"),
}


def _facts(manifest: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    span, session = manifest.get("span"), manifest.get("session")
    found = {name: manifest.get(name) for name in ("case_number", "reason", "operator", "made_utc", "station")}
    if isinstance(span, dict):
        found |= {name: span.get(name) for name in ("from_utc", "to_utc")}
    if isinstance(session, dict):
        found["session"] = session.get("id")
    if manifest.get("origin", RECORDED) != RECORDED:
        found["foreign"] = manifest.get("origin")
    return tuple((name, value) for name, value in found.items() if isinstance(value, str) and value)


def lines(verdict: Verdict, language: str) -> list[str]:
    """What a person reads; nothing in it moves a terminal's cursor."""

    def say(saying: str, about: str = "") -> str:
        words = SAYINGS[saying][1 if language.startswith("zh") else 0]
        return words.replace("{about}", _printable(about))

    if verdict.problem is not None:
        return [say(*verdict.problem)]
    told = [say(name, value) for name, value in verdict.facts]
    told += [say("unchanged", path) for path in verdict.unchanged[:SHOWN]]
    if len(verdict.unchanged) > SHOWN:
        told.append(say("more", str(len(verdict.unchanged) - SHOWN)))
    for saying, paths in (("changed", verdict.changed), ("missing", verdict.missing), ("added", verdict.added)):
        told += [say(saying, path) for path in paths[:SHOWN]]
        if len(paths) > SHOWN:
            told.append(say("more", str(len(paths) - SHOWN)))
    told += [say(verdict.signature), say("given" if verdict.key_was_given else "found", verdict.key_sha256)]
    told.append(say("manifest", verdict.manifest_sha256))
    told.append(say("touched") if verdict.code else say("good", str(len(verdict.unchanged))))
    return told


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text[:1000])


def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    return locale.getlocale()[0] or ""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Say whether evidence is as it was when it was signed.")
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="otherwise the one that this script is in")
    parser.add_argument("--key", metavar="FILE", help="the station's public key, from the station itself")
    parser.add_argument("--language", choices=("en", "zh", "zh_CN"), help="otherwise the system's")
    arguments = parser.parse_args(argv)
    language = arguments.language or _system_language()
    folder = arguments.folder or str(Path(__file__).resolve().parent)
    verdict = verify_folder(folder, arguments.key)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")  # a terminal without Chinese still tells
    sys.stdout.write("".join(line + "\n" for line in lines(verdict, language)))
    return verdict.code


if __name__ == "__main__":
    sys.exit(main())
