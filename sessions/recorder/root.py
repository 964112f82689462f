"""Whether the folder of sessions is where it was: an unmounted disk leaves an empty folder of the same name."""

from pathlib import Path


class Root:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._device: int | None = None
        self.why = ""
        """In the system's words, while it is not usable."""

    def is_there(self) -> bool:
        """Makes it when it is missing, on the disk where it was: never on the one below an unmounted disk."""
        try:
            if self._device is None:
                self.path.mkdir(parents=True, exist_ok=True)
                self._device = self.path.stat().st_dev
            elif not self.path.exists() and self.path.parent.stat().st_dev == self._device:
                self.path.mkdir()
            if self.path.stat().st_dev == self._device:
                self.why = ""
                return True
            self.why = f"{self.path} is not on its disk any more"
        except OSError as error:
            self.why = str(error)
        return False
