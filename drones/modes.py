"""Flight modes by the autopilots' own names."""

from functools import lru_cache

_CUSTOM_MODE_ENABLED = 1
_PX4 = 12
_ARDUPILOT = 3


def load() -> None:
    """Import pymavlink's maps, which takes 0.3 s the first time."""
    from pymavlink import mavutil  # noqa: F401


@lru_cache(maxsize=1024)
def mode_name(mav_type: int, autopilot: int, base_mode: int, custom_mode: int) -> str:
    """The name of a HEARTBEAT's flight mode, from pymavlink's maps; "" where there is none."""
    from pymavlink import mavutil  # not at the top: the user interface imports this room and never needs it

    if autopilot == _PX4:
        name = str(mavutil.interpret_px4_mode(base_mode, custom_mode))
        return "" if name == "UNKNOWN" else name
    if autopilot != _ARDUPILOT or not base_mode & _CUSTOM_MODE_ENABLED:
        return ""
    names = mavutil.mode_mapping_bynumber(mav_type) or {}
    return str(names.get(custom_mode, ""))
