"""What was on the screen, for the session's rows: each layout once it has stood for half a second."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from sessions.recording import RecorderRoom
from sessions.rows import Topic
from ui.patrol.workspace import PatrolWorkspace
from ui.replay.workspace import ReplayWorkspace
from ui.shell.rail import Workspace
from ui.wall.workspace import WallWorkspace

SETTLE_MS = 500
Shown = dict[str, object]


def layout_of(widget: object) -> Shown:
    """Cameras by id in tile order, which one is selected, and whether it is enlarged; empty for other workspaces."""
    if isinstance(widget, WallWorkspace):
        model = widget.view.model
        ids = [camera.id for camera in model.cameras]
        selected = "" if model.selected is None else ids[model.selected]
        return {"cameras": [ids[i] for i in model.in_view()], "selected": selected, "enlarged": model.enlarged}
    if isinstance(widget, PatrolWorkspace):
        return {"selected": widget.selected_camera()}
    if isinstance(widget, ReplayWorkspace):
        return {"page": widget.page}
    return {}


class LayoutNotes(QObject):
    def __init__(
        self,
        recorder: RecorderRoom,
        workspaces: Mapping[Workspace, object],
        current: Callable[[], Workspace],
        parent: QObject,
    ) -> None:
        """`current()` is the workspace that a person works in."""
        super().__init__(parent)
        self._recorder, self._workspaces, self._current = recorder, workspaces, current
        self._noted: tuple[str, Workspace, Shown] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.note)
        wall = workspaces.get(Workspace.WALL)
        if isinstance(wall, WallWorkspace):
            wall.view.changed.connect(self.changed)

    def changed(self) -> None:
        """Something else is shown: noted once it rests."""
        self._settle.start()

    def look(self) -> None:
        """A session that has just begun does not know yet what is shown."""
        if self._noted is not None and self._recorder.view().session_id != self._noted[0]:
            self.note()

    def note(self) -> None:
        workspace = self._current()
        shown = layout_of(self._workspaces.get(workspace))
        now = self._recorder.view().session_id, workspace, shown
        if now != self._noted:
            self._noted = now
            self._recorder.note(Topic.LAYOUT, workspace.value, shown)

    def stop(self) -> None:
        self._settle.stop()
