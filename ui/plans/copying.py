"""A whole configuration as a new file: for the demo, which has none of its own."""

import os
import tempfile
import tomllib
from contextlib import suppress
from pathlib import Path

import tomlkit

from base.errors import ConfigurationError
from duty.precinct import Precinct, parse


def write_copy(precinct: Precinct, path: Path) -> None:
    """Write it to `path`, in one move. Raises ConfigurationError when it cannot be written or would not read back.

    Paths in it are absolute: the copy may stand anywhere. Passwords are in no configuration.
    """
    text = text_of(precinct)
    parse(tomllib.loads(text), source=str(path), folder=path.parent)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(text.encode("utf-8"))
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise ConfigurationError(str(path), [f"cannot be written: {error.strerror or error}"]) from None


def text_of(precinct: Precinct) -> str:
    """As TOML. What stands on its default is left out."""
    data = precinct.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return tomlkit.dumps(data)
