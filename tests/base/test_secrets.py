import keyring
import pytest
from keyring.errors import KeyringLocked

from base.errors import PersonError
from base.secrets import environment_name, resolve


def one_entry(service: str, name: str) -> str | None:
    return "from the ring" if (service, name) == ("mouse-patrol", "gate") else None


def locked(service: str, name: str) -> str | None:
    raise KeyringLocked(f"{service} {name}")


def test_the_environment_comes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", one_entry)
    assert resolve("gate") == "from the ring"
    monkeypatch.setenv(environment_name("gate"), "from outside")
    assert resolve("gate") == "from outside"


def test_a_missing_secret_says_where_it_was_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", locked)
    with pytest.raises(PersonError, match="MOUSE_PATROL_SECRET_NORTH_GATE"):
        resolve("north-gate")
