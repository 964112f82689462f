"""Secrets by name: from the environment or the desktop's keyring, never from a file of ours."""

import os
import re

from base.errors import PersonError

SERVICE = "mouse-patrol"


def environment_name(name: str) -> str:
    """The environment variable that may hold secret `name`: MOUSE_PATROL_SECRET_ and the name in capitals."""
    return "MOUSE_PATROL_SECRET_" + re.sub(r"\W", "_", name).upper()


def resolve(name: str) -> str:
    """The secret called `name`.

    Raises PersonError when neither the environment nor the keyring has it, saying where it was looked for.
    """
    value = os.environ.get(environment_name(name))
    if value is not None:
        return value
    stored = _from_keyring(name)
    if stored is not None:
        return stored
    raise PersonError(
        f"secret “{name}” was not found: set {environment_name(name)} or store it with “keyring set {SERVICE} {name}”"
    )


def _from_keyring(name: str) -> str | None:
    import keyring  # 0.2 s to import, and needed only by those who use it
    from keyring.errors import KeyringError

    try:
        value = keyring.get_password(SERVICE, name)
    except KeyringError:  # no desktop session, a locked keyring: the environment is the other way in
        return None
    return None if value is None else str(value)
