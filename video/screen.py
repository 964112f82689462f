"""The last step of a picture in the worker: scaled, turned, masked, published."""

from av.video.frame import VideoFrame

from video.board import Board
from video.config import Polygon
from video.masks import Masks
from video.memory import SharedFile
from video.scaling import Plan, Scaler, plan
from video.slots import SlotWriter


class Screen:
    """Puts one camera's frames into its slot."""

    def __init__(self, board: Board, pictures: SharedFile, index: int, masks: tuple[Polygon, ...]) -> None:
        self._board = board
        self._slot = SlotWriter(board, pictures, index)
        self._scaler = Scaler()
        self._masks = Masks(masks)
        self._key: tuple[object, ...] = ()
        self._plan = Plan(2, 2, 2, 2, 0)

    def show(
        self, frame: VideoFrame, *, rotation_deg: int, pixel_aspect: float, box: tuple[int, int], received_at_ns: int
    ) -> Plan | None:
        """How the picture was made; None when readers held every buffer. Raises OSError when memory is out."""
        key = (frame.width, frame.height, pixel_aspect, rotation_deg, box)
        if key != self._key:
            self._key = key
            self._plan = plan(frame.width, frame.height, pixel_aspect, rotation_deg, box)
        target = self._slot.begin(self._plan.width, self._plan.height)
        if target is None:
            return None
        self._scaler.draw(frame, self._plan, target, economy=self._board.economy)
        self._masks.burn(target)
        self._slot.publish(received_at_ns)
        return self._plan
