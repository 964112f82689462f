"""A source being opened beside the one that plays: a dead address takes 8 s to be given up."""

import threading
from collections.abc import Callable

from video.source import Source


class Opening:
    """One try, in a thread of its own. What it opens belongs to whoever takes it, and is closed if nobody will."""

    def __init__(self, name: str, open_it: Callable[[], Source]) -> None:
        self._open_it = open_it
        self._lock = threading.Lock()
        self._given_up = False
        self._source: Source | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=f"{name}, other stream", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def take(self) -> Source:
        """Once it is done. Raises what opening raised: SourceError where the address is to blame."""
        if self._error is not None:
            raise self._error
        source, self._source = self._source, None
        assert source is not None
        return source

    def give_up(self) -> None:
        """Nobody will take it. Does not wait."""
        with self._lock:
            self._given_up = True
            source, self._source = self._source, None
        if source is not None:
            source.close()

    def _run(self) -> None:
        try:
            source = self._open_it()
        except Exception as error:  # noqa: BLE001  # handed on to the thread that takes it
            self._error = error
            return
        with self._lock:
            if not self._given_up:
                self._source = source
                return
        source.close()
