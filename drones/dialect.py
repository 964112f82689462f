"""The MAVLink dialect that we speak: ardupilotmega and our DOCK_STATUS, as one pymavlink module.

Only our own small XML is compiled, at each start, with pymavlink's generator, into a private copy of pymavlink's
ready-made ardupilotmega module: about 0.1 s, no cache folder, nothing for two processes to fight over, and the stock
module that other code may import stays as it is. docs/decisions/0004-mavlink-dialect.md has what was measured.
"""

import importlib.util
import io
import sys
import threading
from importlib import resources
from types import ModuleType
from typing import Any

from base.errors import PersonError

NAME = "mouse_patrol"
_MODULE = "drones._dialect_mouse_patrol"
_STOCK = "pymavlink.dialects.v20.ardupilotmega"
_lock = threading.Lock()
_loaded: ModuleType | None = None


def load() -> ModuleType:
    """The dialect as a pymavlink module (MAVLink class, mavlink_map, enums, MAVLink_*_message), MAVLink 2.

    Thread-safe; every call gives the same module.
    Raises PersonError if resources/mavlink/mouse_patrol.xml is absent or wrong.
    """
    global _loaded
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = _build()
    return _loaded


def _build() -> ModuleType:
    spec = importlib.util.find_spec(_STOCK)
    if spec is None or spec.origin is None:
        raise PersonError(f"pymavlink’s dialect {_STOCK} is not installed")
    private = importlib.util.spec_from_file_location(_MODULE, spec.origin)
    assert private is not None
    assert private.loader is not None
    module = importlib.util.module_from_spec(private)
    private.loader.exec_module(module)  # finds pymavlink's own .pyc, since the path is the same
    _add(module, _generated(module))
    sys.modules[_MODULE] = module
    return module


def _generated(module: ModuleType) -> dict[str, Any]:
    """Our enums, ids, message classes and MAVLink methods, executed on top of the stock names."""
    from pymavlink.generator import mavgen_python, mavparse

    mavgen_python.print = lambda *_: None  # the generator chats on stdout, which belongs to the program
    source = io.StringIO()
    with resources.as_file(resources.files("resources") / "mavlink" / f"{NAME}.xml") as path:
        try:
            xml = mavparse.MAVXML(str(path), mavparse.PROTOCOL_2_0)
        except (OSError, mavparse.MAVParseError, SystemExit) as error:
            raise PersonError(f"the dialect file {path} cannot be used: {error}") from None
    for message in xml.message:
        _prepare(message, mavgen_python)
    mavgen_python.generate_enums(source, xml.enum)
    mavgen_python.generate_message_ids(source, xml.message)
    mavgen_python.generate_classes(source, xml.message, xml.enum)
    source.write("\n\nclass MAVLink(MAVLink):\n")
    mavgen_python.generate_methods(source, xml.message)
    names = dict(vars(module))
    exec(compile(source.getvalue(), f"<{NAME}.xml>", "exec"), names)
    ours = {name: value for name, value in names.items() if vars(module).get(name) is not value}
    ours["mavlink_map"] = {m.id: names[f"MAVLink_{m.name.lower()}_message"] for m in xml.message}
    return ours


def _prepare(message: Any, generator: Any) -> None:
    """What mavgen_python.generate works out for each message before it writes the classes."""
    message.fielddefaults = [generator.mavdefault(f) for f in message.ordered_fields]
    message.fmtstr = "<" + "".join(generator.mavfmt(f) for f in message.ordered_fields)
    message.native_fmtstr = "<" + "".join(generator.native_mavfmt(f) for f in message.ordered_fields)
    message.instance_field = next((f.name for f in message.ordered_fields if f.instance), None)
    message.order_map = [message.ordered_fieldnames.index(name) for name in message.fieldnames]
    message.array_len_map = [f.array_length for f in message.ordered_fields]
    message.len_map = [0] * len(message.fieldnames)
    for i, n in enumerate(message.order_map):
        message.len_map[n] = message.fieldlengths[i]


def _add(module: ModuleType, ours: dict[str, Any]) -> None:
    """Put our names into the module; tables grow in place because the stock MAVLink class looks into them.

    A pymavlink of tomorrow may bring a message that we had to add: same id and same CRC_EXTRA is the same message.
    """
    stock = module.mavlink_map
    clash = [str(i) for i, m in ours["mavlink_map"].items() if i in stock and stock[i].crc_extra != m.crc_extra]
    if clash:
        raise PersonError(f"{NAME}.xml uses message ids that ardupilotmega uses otherwise: {', '.join(clash)}")
    module.mavlink_map.update(ours.pop("mavlink_map"))
    module.enums.update(ours.pop("enums"))
    for name in ("Enum", "EnumEntry", "__builtins__"):
        ours.pop(name, None)
    vars(module).update(ours)
