"""The script that checks evidence: whatever was touched is named, whatever is hostile does no harm."""

import base64
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.evidence import verify
from sessions.evidence.verify import ABSENT, RIGHT, WRONG, CannotCheckError, parse, verify_folder

SEALED = ("manifest.json", "manifest.sig")


@pytest.fixture
def copy(evidence: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(evidence[0], tmp_path / "copy"))


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def flip_bytes(folder: Path, seed: int, times: int) -> None:
    """A byte at a random place in every file, one after the other: that file is named, and no other."""
    choose = random.Random(seed)
    for name in files_in(folder):
        path = folder / name
        whole = path.read_bytes()
        for _ in range(times):
            at = choose.randrange(len(whole))
            flipped = bytes([whole[at] ^ choose.randrange(1, 256)])
            path.write_bytes(whole[:at] + flipped + whole[at + 1 :])
            verdict = verify_folder(folder)
            where = f"{name} at {at}, seed {seed}"
            assert verdict.code != 0, where
            if name in SEALED:
                told = "\n".join(verify.lines(verdict, "en"))
                assert name in told, where
                assert not verdict.changed or verdict.problem is None, where
            else:
                assert verdict.changed == (name,), where
                assert (verdict.missing, verdict.added, verdict.signature) == ((), (), RIGHT), where
        path.write_bytes(whole)
    assert verify_folder(folder).code == 0


def test_a_changed_byte_anywhere_is_named(copy: Path) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    flip_bytes(copy, seed, 3)


@pytest.mark.soak
def test_many_changed_bytes_are_named(copy: Path) -> None:
    for seed in range(20):
        flip_bytes(copy, seed, 10)


def test_every_file_that_is_removed_is_missing(copy: Path) -> None:
    for name in files_in(copy):
        path = copy / name
        path.rename(copy.parent / "away")
        verdict = verify_folder(copy)
        assert verdict.code == (2 if name == "manifest.json" else 1)
        if name == "manifest.sig":
            assert verdict.signature == ABSENT
        elif name != "manifest.json":
            assert verdict.missing == (name,)
        (copy.parent / "away").rename(path)


def test_every_file_that_is_cut_short_or_grows_is_changed(copy: Path) -> None:
    for name in files_in(copy):
        if name in SEALED:
            continue
        path = copy / name
        whole = path.read_bytes()
        for other in (whole[:-1], whole + b"\n", b""):
            path.write_bytes(other)
            assert verify_folder(copy).changed == (name,)
        path.write_bytes(whole)


def test_a_renamed_file_is_missing_and_added(copy: Path) -> None:
    (copy / "README.txt").rename(copy / "READ.txt")
    verdict = verify_folder(copy)
    assert (verdict.missing, verdict.added, verdict.changed) == (("README.txt",), ("READ.txt",), ())


def test_added_files_links_and_pipes_are_named_and_not_followed(copy: Path) -> None:
    (copy / "video" / "more").mkdir()
    (copy / "video" / "more" / "x.mp4").write_bytes(b"x")
    (copy / "link").symlink_to("/etc")
    os.mkfifo(copy / "pipe")  # opening it would wait for ever
    verdict = verify_folder(copy)
    assert verdict.added == ("link", "pipe", "video/more/x.mp4")
    assert verdict.signature == RIGHT


def test_a_file_that_only_looks_like_another_was_added(tmp_path: Path) -> None:
    """é in one character and in two, and a name in other letters: beside the real one each is a stranger."""
    known = {"audit/caf\u00e9.csv", "audit/a.csv"}
    (tmp_path / "audit").mkdir()
    for name in ("cafe\u0301.csv", "a.csv"):
        (tmp_path / "audit" / name).touch()
    assert verify._added(str(tmp_path), known) == [], "as a system may store it"
    (tmp_path / "audit" / "caf\u00e9.csv").touch()
    (tmp_path / "audit" / "A.csv").touch()
    assert verify._added(str(tmp_path), known) == ["audit/A.csv", "audit/cafe\u0301.csv"]


def test_a_link_to_the_same_content_is_no_evidence(copy: Path) -> None:
    path = copy / "README.txt"
    path.rename(copy.parent / "readme")
    path.symlink_to(copy.parent / "readme")
    verdict = verify_folder(copy)
    assert verdict.changed == ("README.txt",)
    (copy / "audit").rename(copy.parent / "audit")
    (copy / "audit").symlink_to(copy.parent / "audit")
    assert "audit/session.csv" in verify_folder(copy).changed


def test_a_manifest_that_was_changed_with_its_file_is_found_by_the_signature(copy: Path) -> None:
    said = json.loads((copy / "manifest.json").read_bytes())
    said["operator"] = "somebody else"
    write_manifest(copy, said)
    verdict = verify_folder(copy)
    assert (verdict.signature, verdict.code, verdict.changed) == (WRONG, 1, ())
    assert verdict.facts == ()  # nothing of it is believed


def test_the_signature_of_another_key(copy: Path, evidence: tuple[Path, str]) -> None:
    """With the key beside it changed as well, only the station's own key tells."""
    key, own = Ed25519PrivateKey.generate(), copy.parent / "station.pub"
    shutil.copyfile(copy / "station.pub", own)
    (copy / "manifest.sig").write_bytes(key.sign((copy / "manifest.json").read_bytes()))
    assert verify_folder(copy).signature == WRONG
    said = json.loads((copy / "manifest.json").read_bytes())
    raw = key.public_key().public_bytes_raw()
    said["key"]["public_key"] = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    (copy / "manifest.sig").write_bytes(key.sign(write_manifest(copy, said)))
    verdict = verify_folder(copy)
    assert verdict.signature == RIGHT
    assert verdict.key_sha256[:16] != evidence[1]
    assert not verdict.key_was_given
    assert verify_folder(copy, own).signature == WRONG
    assert verify_folder(evidence[0], own).code == 0


def write_manifest(folder: Path, said: object) -> bytes:
    data = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    (folder / "manifest.json").write_bytes(data)
    return data


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", "a/../b", "a//b", "", ".", "a/.", "C:/x", "a\\b", "a\0b", "a\x1b[2J", "x" * 401, "a ", "a.",
     "manifest.json", "manifest.sig", "\u202egnp.exe"],
)  # fmt: skip
def test_a_manifest_that_leads_astray_is_one_sentence(copy: Path, path: str) -> None:
    said = json.loads((copy / "manifest.json").read_bytes())
    said["files"][0]["path"] = path
    write_manifest(copy, said)
    verdict = verify_folder(copy)
    assert verdict.problem is not None
    assert verdict.problem[0] == "hostile_path"
    (line,) = verify.lines(verdict, "en")
    assert line.isprintable()


HOSTILE: list[Callable[[dict], object]] = [  # type: ignore[type-arg]
    lambda m: m["files"].append(m["files"][0]),
    lambda m: m.update(files=[1]),
    lambda m: m.update(files={}),
    lambda m: m["files"][0].update(size=-1),
    lambda m: m["files"][0].update(size=True),
    lambda m: m["files"][0].update(size=2**63),
    lambda m: m["files"][0].update(sha256="0" * 63 + "G"),
    lambda m: m.update(key=None),
    lambda m: m["key"].update(public_key="short"),
    lambda m: m.update(format="mouse-patrol-evidence-99"),
]


@pytest.mark.parametrize("change", HOSTILE)
def test_a_manifest_that_makes_no_sense_is_one_sentence(copy: Path, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]
    said = json.loads((copy / "manifest.json").read_bytes())
    change(said)
    write_manifest(copy, said)
    verdict = verify_folder(copy)
    assert verdict.code == 2
    assert len(verify.lines(verdict, "zh_CN")) == 1


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"\xff\xfe", b"[" * 200_000, b'{"a":1,"a":2}', b'{"format":NaN}', b"9" * 10_000]
)
def test_what_is_no_manifest_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(data)
    assert verify_folder(tmp_path).code == 2


def test_nothing_large_is_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "manifest.json").open("wb") as file:
        file.truncate(10 * verify.MOST_MANIFEST_BYTES)
    verdict = verify_folder(tmp_path)
    assert verdict.problem is not None
    assert verdict.problem[0] == "long_manifest"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_manifest_or_none(data: bytes) -> None:
    said = "damaged_manifest"
    try:
        parse(data)
    except CannotCheckError as error:
        said = error.saying
    assert said in verify.SAYINGS


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(value=VALUES, name=st.sampled_from(["files", "key", "format", "span", "session", "reason", "case_number"]))
def test_any_value_in_the_manifest_is_a_verdict(evidence: tuple[Path, str], value: object, name: str) -> None:
    """Also signed: whoever makes up evidence can sign it with a key of his own."""
    said = json.loads((evidence[0] / "manifest.json").read_bytes()) | {name: value}
    try:
        manifest, files = parse(json.dumps(said).encode())
    except CannotCheckError:
        return
    assert all(verify.is_safe(path) for path in files)
    for fact, text in verify._facts(manifest):
        assert fact in verify.SAYINGS
        assert isinstance(text, str)


def run_alone(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The copy in the evidence, by itself: no folder of ours on its path."""
    command = [sys.executable, "-I", str(folder / "verify.py"), *arguments]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=60, env={"LC_ALL": "C.UTF-8"})


def test_the_copied_script_stands_alone(copy: Path, evidence: tuple[Path, str]) -> None:
    done = run_alone(copy, "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The signature is right." in done.stdout
    assert evidence[1] in done.stdout
    assert "Theft of a bicycle" in done.stdout
    chinese = run_alone(copy, "--language", "zh", "--key", str(copy / "station.pub"))
    assert "签名正确" in chinese.stdout
    (copy / "README.txt").write_text("nothing")
    done = run_alone(copy, str(copy), "--language", "en")
    assert done.returncode == 1
    assert "CHANGED: README.txt" in done.stdout
    assert run_alone(copy, "/nowhere").returncode == 2
    assert run_alone(copy, "--key", "/nowhere").returncode == 2


def test_the_script_imports_nothing_of_ours() -> None:
    text = Path(verify.__file__).read_text(encoding="utf-8")
    ours = ("base", "video", "drones", "duty", "sessions", "ui", "app")
    imports = [
        line.split()[1].split(".")[0] for line in text.splitlines() if line.strip().startswith(("import ", "from "))
    ]
    assert not set(imports) & set(ours)


def test_a_key_may_be_given_as_the_line_that_the_book_prints(evidence: tuple[Path, str], tmp_path: Path) -> None:
    said = json.loads((evidence[0] / "manifest.json").read_bytes())
    line = tmp_path / "key.txt"
    line.write_text(said["key"]["public_key"] + "\n")
    assert verify_folder(evidence[0], line).key_was_given
    private = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    line.write_bytes(private)
    assert verify_folder(evidence[0], line).problem == ("bad_key", str(line))
