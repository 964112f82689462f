"""What an export holds, against what was recorded."""

import csv
import hashlib
import json
import subprocess
from pathlib import Path

import av
import pytest

from duty.book import chain
from duty.book.signing import read_head
from sessions.evidence.verify import verify_folder
from tests.sessions.evidence.material import BEGAN_TAPE_NS, Session, request_of
from video.recording.boxes import units_with_lengths


def manifest_in(folder: Path) -> dict:  # type: ignore[type-arg]
    return json.loads((folder / "manifest.json").read_bytes())  # type: ignore[no-any-return]


def table_of(folder: Path, camera: str) -> list[dict[str, str]]:
    with (folder / camera / "packets.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def packets_in(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


@pytest.mark.parametrize("camera", ["c01", "c02"])
def test_originals_are_the_packets_that_came(evidence: tuple[Path, str], session: Session, camera: str) -> None:
    """From the key frame before the span to its end: every NAL unit, every stamp, every hash in the table."""
    folder = next((evidence[0] / "video").glob(f"*-{camera}"))
    sent = session.sent[camera]
    request = request_of(session, Path())
    begins = max(i for i, one in enumerate(sent) if one.is_key and one.received_ns <= request.from_tape_ns)
    wanted = [one for one in sent[begins:] if one.received_ns <= request.to_tape_ns]
    found = [data for path in sorted(folder.glob("original-*.mp4")) for data in packets_in(path)]
    assert [units_with_lengths(data) for data in found] == [units_with_lengths(one.data) for one in wanted]
    rows = table_of(folder.parent, folder.name)
    assert [row["sha256"] for row in rows] == [hashlib.sha256(data).hexdigest() for data in found]
    assert [int(row["received_tape_ns"]) for row in rows] == [one.received_ns for one in wanted]
    assert [int(row["pts"]) for row in rows] == [one.pts for one in wanted]
    assert rows[0]["in_span"] == "no"
    assert rows[0]["key"] == "yes"
    assert sum(row["in_span"] == "yes" for row in rows) == sum(
        one.received_ns >= request.from_tape_ns for one in wanted
    )


def test_other_peoples_programs_play_all_clips(evidence: tuple[Path, str]) -> None:
    clips = sorted(evidence[0].rglob("*.mp4"))
    assert len(clips) >= 4
    for clip in clips:
        probe = [
            "ffprobe",
            "-v",
            "error",
            "-count_packets",
            "-show_entries",
            "stream=nb_read_packets",
            "-of",
            "csv=p=0",
        ]
        done = subprocess.run([*probe, str(clip)], capture_output=True, text=True, check=True, timeout=30)
        assert done.stderr == ""
        assert int(done.stdout.strip().strip(",")) > 20
    play = ["mpv", "--no-config", "--vo=null", "--ao=null", "--untimed", "--msg-level=all=warn"]
    played = subprocess.run([*play, *map(str, clips)], capture_output=True, text=True, timeout=60)
    assert played.returncode == 0, played.stdout + played.stderr
    assert "rror" not in played.stdout + played.stderr


def test_telemetry_is_cut_to_the_span_and_read_by_pymavlink(evidence: tuple[Path, str], session: Session) -> None:
    from pymavlink import mavutil

    request = request_of(session, Path())
    from_us, to_us = (session.manifest.wall_ns(at) // 1000 for at in (request.from_tape_ns, request.to_tape_ns))
    wanted = [(stamp, raw) for stamp, raw in session.messages if from_us <= stamp <= to_us]
    log = evidence[0] / "telemetry" / "00.tlog"
    assert log.read_bytes() == b"".join(stamp.to_bytes(8, "big") + raw for stamp, raw in wanted)
    reader = mavutil.mavlink_connection(str(log))
    heard = 0
    while reader.recv_match(type="HEARTBEAT") is not None:
        heard += 1
    reader.close()
    assert heard == len(wanted) == 41  # both ends belong to the span
    assert not (evidence[0] / "telemetry" / "00.restricted.tlog").exists()


def test_the_audit_extract_holds_rows_and_links_of_the_chain(evidence: tuple[Path, str]) -> None:
    audit = evidence[0] / "audit"
    rows = [json.loads(line) for line in (audit / "session.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["topic"] for row in rows] == ["bookmark", "gap", "gap"]  # no act on a password
    assert rows[0]["body"] == {"note": "看这里"}
    assert "'=cmd|calc" in (audit / "session.csv").read_text(encoding="utf-8-sig")
    links = [json.loads(line) for line in (audit / "book.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = [link["row"]["kind"] for link in links]
    assert kinds == ["bookmarked", "exported"]  # in the span, and about the session; no password, no other camera
    for link in links:
        assert chain.digest(link["table"], link["row"]) == link["digest"]
        assert chain.link(link["before"], link["seq"], link["table"], link["row"]["id"], link["digest"]) == link["hash"]
    head = read_head((audit / "head.txt").read_text())
    assert head.genuine
    assert head.seq >= links[-1]["seq"]


def test_the_manifest_says_what_is_missing(evidence: tuple[Path, str]) -> None:
    said = manifest_in(evidence[0])
    gaps = [(gap["source"], gap["why"], gap["seconds"]) for gap in said["gaps"]]
    assert [gap for gap in gaps if gap[1]] == [("c02", "disk_slow", 1.0)]
    (silent,) = [gap for gap in gaps if not gap[1]]
    assert silent[0] == "c02"
    assert silent[2] == pytest.approx(65 * 0.04, abs=0.05)
    assert said["reason"] == "Theft of a bicycle"
    assert said["case_number"] == "案 2026-17"
    assert said["span"]["from_utc"] == "2026-11-22T08:00:01.500000Z"
    assert said["session"]["started_tape_ns"] == BEGAN_TAPE_NS
    assert {camera["id"]: camera["original"]["faults"] for camera in said["cameras"]} == {"c01": 0, "c02": 0}


def test_the_manifest_is_canonical_and_lists_every_file(evidence: tuple[Path, str]) -> None:
    data = (evidence[0] / "manifest.json").read_bytes()
    said = json.loads(data)
    assert json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == data
    there = {path.relative_to(evidence[0]).as_posix() for path in evidence[0].rglob("*") if path.is_file()}
    assert there == {file["path"] for file in said["files"]} | {"manifest.json", "manifest.sig"}
    verdict = verify_folder(evidence[0])
    assert verdict.code == 0
    assert verdict.key_sha256[:16] == evidence[1]


def test_openssl_agrees_with_the_signature(evidence: tuple[Path, str]) -> None:
    line = "pkeyutl -verify -pubin -inkey station.pub -rawin -in manifest.json -sigfile manifest.sig"
    done = subprocess.run(["openssl", *line.split()], cwd=evidence[0], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr


def test_the_readme_tells_in_both_languages_how_to_check(evidence: tuple[Path, str]) -> None:
    text = (evidence[0] / "README.txt").read_text(encoding="utf-8-sig")
    assert text.count("python3 verify.py --key station.pub") == 2
    assert evidence[1] in text
    assert "案 2026-17" in text
    assert "{" not in text
