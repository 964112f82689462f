"""What the window remembers from one start to the next, in the INI file that the caller opened."""

from PySide6.QtCore import QByteArray, QSettings


class Settings:
    """Typed access: a value of the wrong kind, from an edited or torn file, counts as absent."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        value = self._store.value(key, default)
        try:
            return int(value)  # type: ignore[call-overload, no-any-return]
        except (TypeError, ValueError):
            return default

    def blob(self, key: str) -> QByteArray | None:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def put(self, key: str, value: str | int | QByteArray) -> None:
        self._store.setValue(key, value)

    def save(self) -> None:
        self._store.sync()
