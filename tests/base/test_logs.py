import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from base.errors import PersonError
from base.logs import FILE, keep_log


@pytest.fixture
def root_log() -> Iterator[None]:
    """Puts the test run's own handlers back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    for handler in handlers:
        root.removeHandler(handler)  # keep_log would close them
    yield
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(False)


@pytest.mark.usefixtures("root_log")
def test_no_password_reaches_the_log_by_message_argument_or_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    keep_log(tmp_path / "data")
    log = logging.getLogger("libav")
    log.warning("Opening 'rtsp://viewer:s3cret@10.0.0.4/main' for reading")
    log.warning("%s", "http://cam/mjpg?token=s3cret&size=4")
    try:
        raise OSError(1, "Operation not permitted", "rtsp://viewer:s3cret@10.0.0.4/main")
    except OSError:
        log.exception("camera c01")
    text = (tmp_path / "data" / FILE).read_text(encoding="utf-8")
    assert "s3cret" not in text + capfd.readouterr().err
    assert text.count("rtsp://10.0.0.4/main") >= 2
    assert "camera c01" in text


@pytest.mark.usefixtures("root_log")
def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(PersonError, match="data cannot be used"):
        keep_log(tmp_path / "data")
