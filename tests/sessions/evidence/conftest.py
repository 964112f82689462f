"""One small session and one export of it for all tests that only read them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.evidence.export import export
from sessions.jobs import JobState
from tests.sessions.evidence.material import Session, Station, make_session, request_of

LIMIT_S = 60.0


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return make_session(tmp_path_factory.mktemp("sessions"))


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = Station(tmp_path / "data")
    yield made
    made.book.close()


@pytest.fixture(scope="session")
def evidence(session: Session, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a whole export, and the public key's fingerprint."""
    station = Station(tmp_path_factory.mktemp("station"))
    job = export(request_of(session, tmp_path_factory.mktemp("out") / "evidence"), station.house())
    view = job.wait(LIMIT_S)
    station.book.close()
    assert view.state is JobState.DONE, view.error
    return job.result(), station.key.fingerprint
