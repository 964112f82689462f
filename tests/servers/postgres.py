"""A real PostgreSQL server on loopback, made for the tests and gone with them."""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg
import sqlalchemy as sa

USER, PASSWORD = "postgres", "pass word:/@%ü"
START_LIMIT_S = 30.0


def find_binaries() -> Path | None:
    """The folder of initdb and postgres, the newest version first; Debian keeps it off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return None if on_path is None else Path(on_path).resolve().parent


class PostgresServer:
    """In a `with` block. As the user postgres when we are root, which PostgreSQL refuses to be; else as ourselves."""

    def __init__(self) -> None:
        binaries = find_binaries()
        if binaries is None:
            raise FileNotFoundError("PostgreSQL's initdb was not found: install Debian's package postgresql")
        self._binaries = binaries
        self._names = itertools.count(1)
        self._folder = Path(tempfile.mkdtemp(prefix="mouse-patrol-pg-"))
        self._data = self._folder / "tests/servers/postgres"  # by this name tests/conftest.py knows it for a shared one
        self._log = self._folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        try:
            self._data.mkdir(parents=True)
            password = self._folder / "password"
            password.write_text(PASSWORD)
            if os.getuid() == 0:
                for path in (self._folder, *self._folder.rglob("*")):
                    shutil.chown(path, *self._user())
            options = f"-U {USER} --no-sync -E UTF8 --locale=C --auth=scram-sha-256".split()
            subprocess.run(
                [
                    *self._as_user(),
                    str(self._binaries / "initdb"),
                    "-D",
                    str(self._data),
                    f"--pwfile={password}",
                    *options,
                ],
                check=True,
                capture_output=True,
                cwd=self._folder,
            )
            self.port = _free_port()
            self.start()
        except BaseException as error:
            self.__exit__(None, None, None)
            if isinstance(error, subprocess.CalledProcessError):
                raise RuntimeError(error.stderr.decode(errors="replace")) from error
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Listen on the same port as before; another program that took it meanwhile fails the test with the log."""
        options = (
            f"-h 127.0.0.1 -p {self.port} -k {self._folder} -F -c max_connections=60 -c shared_buffers=64MB".split()
        )
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._as_user(), str(self._binaries / "postgres"), "-D", str(self._data), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            try:
                self.sql("SELECT 1")
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL did not start:\n{self.log()}") from None
                time.sleep(0.02)

    def stop(self, sign: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: clients are thrown out; SIGQUIT: at once, without a checkpoint, like a power cut."""
        if self._process is None:
            return
        self._process.send_signal(sign)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            for process in reversed(self._all()):
                process.kill()
            self._process.wait(10)
        self._process = None

    def hang(self) -> None:
        """Nothing of it runs any more; the kernel still takes what is sent to it."""
        for process in self._all():
            process.suspend()

    def go_on(self) -> None:
        for process in self._all():
            process.resume()

    def url(self, database: str = "postgres") -> sa.URL:
        return sa.URL.create("postgresql+psycopg", USER, PASSWORD, "127.0.0.1", self.port, database)

    def new_database(self, template: str = "template0") -> str:
        name = f"test_{next(self._names)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def sql(self, statement: str, database: str = "postgres") -> None:
        """One statement outside a transaction."""
        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=PASSWORD,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        ) as connection:
            connection.execute(statement.encode())

    def log(self) -> str:
        return self._log.read_text(errors="replace")[-5000:] if self._log.exists() else ""

    def _all(self) -> list[psutil.Process]:
        assert self._process is not None
        parent = psutil.Process(self._process.pid)
        return [parent, *parent.children(recursive=True)]

    def _user(self) -> tuple[int, int]:
        for name in ("postgres", "nobody"):
            try:
                found = pwd.getpwnam(name)
            except KeyError:
                continue
            return found.pw_uid, found.pw_gid
        raise RuntimeError("PostgreSQL refuses to run as root, and there is no user postgres to run it as")

    def _as_user(self) -> list[str]:
        """setpriv turns into the command that it is given, so its pid is the server's; the server ends with us."""
        setpriv = shutil.which("setpriv")
        if os.getuid() != 0:
            return [] if setpriv is None else [setpriv, "--pdeathsig", "INT"]
        if setpriv is None:
            raise RuntimeError("PostgreSQL refuses to run as root, and setpriv (util-linux) is not there")
        uid, gid = self._user()
        return [setpriv, f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--pdeathsig", "INT"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
