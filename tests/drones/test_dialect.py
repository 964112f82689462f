"""The dialect: ours on top of ardupilotmega, the same module for all, the stock one untouched."""

import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

from base.errors import PersonError
from drones import dialect


def test_dock_status_survives_the_wire() -> None:
    m = dialect.load()
    mav = m.MAVLink(None, 7, 25)
    sent = mav.dock_status_encode(230_000, 2150, -300, 6500, 120, 5, 2, 2, 3, 2, 255, 1, 1, 0, 1, 4)
    read = m.MAVLink(None).decode(bytearray(sent.pack(mav)))
    assert read.get_type() == "DOCK_STATUS"
    assert (read.supply, read.temp_in, read.temp_out, read.drone_sysid) == (230_000, 2150, -300, 3)
    assert (read.get_srcSystem(), read.get_srcComponent()) == (7, 25)
    assert 54000 <= read.get_msgId() <= 60000


def test_keeps_all_of_ardupilotmega_and_the_enums_start_at_unknown() -> None:
    m = dialect.load()
    from pymavlink.dialects.v20 import ardupilotmega as stock

    assert set(stock.mavlink_map) <= set(m.mavlink_map)
    for name in ("DOCK_MODE", "DOCK_COVER", "DOCK_CHARGE", "DOCK_FLAG", "DOCK_NET"):
        assert m.enums[name][0].name.endswith("_UNKNOWN")
    assert m.mavlink_map[334].crc_extra == 72  # CELLULAR_STATUS in mavlink/mavlink's common.xml
    assert m.mavlink_map[334].unpacker.size == 10


def test_the_stock_module_reads_a_dock_as_unknown_and_is_left_as_it_was() -> None:
    m = dialect.load()
    from pymavlink.dialects.v20 import ardupilotmega as stock

    mav = m.MAVLink(None, 7, 25)
    frame = mav.dock_status_encode(1, 2, 3, 4, 5, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0).pack(mav)
    assert 54000 not in stock.mavlink_map
    assert stock.MAVLink(None).decode(bytearray(frame)).get_type() == "UNKNOWN_54000"


def test_many_threads_get_the_same_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "_loaded", None)
    got: list[ModuleType] = []
    threads = [threading.Thread(target=lambda: got.append(dialect.load())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert len({id(m) for m in got}) == 1


def test_a_clash_of_ids_is_said_in_one_sentence() -> None:
    m = ModuleType("stock")
    m.mavlink_map = {54000: dialect.load().MAVLink_heartbeat_message}  # type: ignore[attr-defined]
    m.enums = {}  # type: ignore[attr-defined]
    with pytest.raises(PersonError, match="54000"):
        dialect._add(m, {"mavlink_map": {54000: dialect.load().MAVLink_dock_status_message}, "enums": {}})


def test_load_says_nothing_on_stdout() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from drones import dialect; dialect.load()"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout == ""
    assert done.stderr == ""
