"""What a configuration that reads well may still have wrong: absent files, unusable zones, missing secrets."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from base.errors import PersonError
from base.secrets import resolve
from drones import zones
from duty.precinct import Precinct


def problems(precinct: Precinct) -> list[str]:
    """One line each, with the field's path and what was expected. Opens no camera and no link."""
    return [*_of_cameras(precinct), *_of_links(precinct), *_of_zones(precinct)]


def _of_cameras(precinct: Precinct) -> Iterator[str]:
    for i, camera in enumerate(precinct.cameras):
        for field, address in (("address", camera.address), ("sub_address", camera.sub_address)):
            path = _local_file(address) if address else None
            if path is not None and not _is_there(path):
                yield f"cameras[{i}].{field}: expected a file that is there, got {path}"
        if camera.secret is not None:
            try:
                resolve(camera.secret)
            except PersonError as error:
                yield f"cameras[{i}].secret: {error}"


def _of_links(precinct: Precinct) -> Iterator[str]:
    for i, link in enumerate(precinct.links):
        path = Path(link.address.removeprefix("file:"))
        if path.suffix == ".tlog" and not _is_there(path):
            yield f"links[{i}].address: expected a file that is there, got {path}"


def _of_zones(precinct: Precinct) -> Iterator[str]:
    for i, file in enumerate(precinct.zones):
        _, refused = zones.load([file])
        for zone in refused:
            yield f"zones[{i}].path: {zone.why}"


def _local_file(address: str) -> Path | None:
    parts = urlsplit(address)
    if parts.scheme == "file":
        return Path(url2pathname(parts.path))
    if "://" in address or address.startswith("usb:"):
        return None
    return Path(address)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long, a folder that may not be looked into
        return False
