"""The workspaces as the window uses them: building them, and asking each for the one thing that it can show."""

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QAction, QScreen
from PySide6.QtWidgets import QWidget

from base.geodesy import Position
from drones.picture import AirPicture
from duty.attention import AttentionItem, AttentionKind
from ui.airspace.workspace import AirspaceWorkspace
from ui.bridge import Bridge
from ui.fleet.workspace import FleetWorkspace
from ui.patrol.workspace import PatrolWorkspace
from ui.replay.workspace import ReplayWorkspace
from ui.settings import Settings
from ui.shell.keys_dialog import KeyLine, lines_of
from ui.shell.rail import Workspace
from ui.wall.layout import AUTO, GRIDS
from ui.wall.workspace import WallWorkspace

Workspaces = Mapping[Workspace, QWidget]


@runtime_checkable
class ShowsOnMap(Protocol):
    """What the map offers."""

    def show_on_map(self, kind: str, name: object) -> bool:
        """Select "drone" or "dock" by system id, or "track", "zone", "camera" by id; False where it has no place."""
        ...


@runtime_checkable
class HasKeys(Protocol):
    """A workspace whose keys are no QActions tells them itself, from the table that it acts on."""

    def key_lines(self) -> list[KeyLine]: ...


def build(bridge: Bridge) -> dict[Workspace, QWidget]:
    """The real ones, in the rail's order, without Incidents."""
    return {
        Workspace.WALL: WallWorkspace(bridge),
        Workspace.PATROL: PatrolWorkspace(bridge),
        Workspace.FLEET: FleetWorkspace(bridge),
        Workspace.AIRSPACE: AirspaceWorkspace(bridge),
    }


def connect(
    workspaces: Workspaces,
    show_vehicle: Callable[[str, int], None],
    *,
    show_workspace: Callable[[Workspace], None] | None = None,
    sign_in: Callable[[], None] | None = None,
    show_plans: Callable[[], None] | None = None,
) -> None:
    """What a workspace wishes for and another place of the window does."""
    fleet, patrol = workspaces.get(Workspace.FLEET), workspaces.get(Workspace.PATROL)
    if isinstance(fleet, FleetWorkspace):
        fleet.show_on_map_requested.connect(show_vehicle)
    if not isinstance(patrol, PatrolWorkspace):
        return
    if sign_in is not None:
        patrol.sign_in_requested.connect(sign_in)
    if show_plans is not None:
        patrol.plans_requested.connect(show_plans)

    def to_wall(camera_id: str) -> None:
        if show_workspace is not None:
            show_workspace(Workspace.WALL)
        show_camera_on_wall(workspaces, camera_id)

    patrol.wall_requested.connect(to_wall)


def selected_place(workspaces: Workspaces, workspace: Workspace) -> tuple[str, Position | None]:
    """The camera's id, or "" and the place, of what is selected in `workspace`; neither where nothing is."""
    widget = workspaces.get(workspace)
    if isinstance(widget, WallWorkspace):
        index = widget.view.selected
        return ("" if index is None else widget.view.model.cameras[index].id), None
    if isinstance(widget, PatrolWorkspace):
        return widget.selected_camera(), None
    if isinstance(widget, AirspaceWorkspace):
        return widget.selected_place()
    return "", None


def restore(workspaces: Workspaces, settings: Settings) -> None:
    wall = workspaces.get(Workspace.WALL)
    grid = settings.number("wall/grid", AUTO)
    if isinstance(wall, WallWorkspace) and grid in (AUTO, *GRIDS):
        wall.view.set_grid(grid)


def keep(workspaces: Workspaces, settings: Settings) -> None:
    wall = workspaces.get(Workspace.WALL)
    if isinstance(wall, WallWorkspace):
        settings.put("wall/grid", wall.view.model.grid)
        wall.leave_full_screen()
    patrol = workspaces.get(Workspace.PATROL)
    if isinstance(patrol, PatrolWorkspace):
        patrol.close_down()
    replay = workspaces.get(Workspace.REPLAY)
    if isinstance(replay, ReplayWorkspace):
        replay.close_down()


def show_on_map(workspaces: Workspaces, kind: str, name: object) -> bool:
    air: object = workspaces.get(Workspace.AIRSPACE)
    return air.show_on_map(kind, name) if isinstance(air, ShowsOnMap) else False


def show_item_on_map(workspaces: Workspaces, item: AttentionItem) -> None:
    """What the item speaks of: a track, or one of ours in a zone (its key carries the system id)."""
    if item.kind is AttentionKind.OWN_IN_ZONE:
        show_on_map(workspaces, "drone", int(_key_parts(item)[0]))
    elif item.kind in (AttentionKind.BREACH, AttentionKind.CANNOT_TELL):
        show_on_map(workspaces, "track", item.subject)


def show_in_fleet(workspaces: Workspaces, item: AttentionItem, air: AirPicture) -> None:
    fleet = workspaces.get(Workspace.FLEET)
    system = _key_parts(item)[0]
    if isinstance(fleet, FleetWorkspace) and system.isdigit():
        kind = "dock" if int(system) in {dock.system for dock in air.docks} else "drone"
        fleet.select(kind, int(system))


def show_on_wall(workspaces: Workspaces, item: AttentionItem) -> None:
    show_camera_on_wall(workspaces, _key_parts(item)[0])


def show_camera_on_wall(workspaces: Workspaces, camera_id: str) -> None:
    """Select the camera, whatever filter was set."""
    wall = workspaces.get(Workspace.WALL)
    if not isinstance(wall, WallWorkspace):
        return
    ids = [camera.id for camera in wall.view.model.cameras]
    if camera_id in ids:
        wall.bar.clear_filter()
        wall.view.select(ids.index(camera_id))


def _key_parts(item: AttentionItem) -> list[str]:
    """An item's key without its kind: a system id, a camera's id, …"""
    return item.key.split(":")[1:]


def full_screen_wall(workspaces: Workspaces) -> QWidget | None:
    """The window that shows the wall and nothing else, while there is one."""
    wall = workspaces.get(Workspace.WALL)
    return wall.view.window() if isinstance(wall, WallWorkspace) and wall.is_full_screen else None


def toggle_wall_full_screen(workspaces: Workspaces, screen: QScreen) -> bool:
    """False where the wall has no full screen of its own."""
    wall = workspaces.get(Workspace.WALL)
    if not isinstance(wall, WallWorkspace) or not wall.view.model.cameras:
        return False
    if wall.is_full_screen:
        wall.leave_full_screen()
    else:
        wall.go_full_screen(screen)
    return True


def key_lines(workspace: QWidget) -> list[KeyLine]:
    told = workspace.key_lines() if isinstance(workspace, HasKeys) else []
    return [*told, *lines_of(workspace.findChildren(QAction))]
