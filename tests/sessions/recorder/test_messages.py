"""What goes to the recorder's process arrives as it was."""

import pickle

from drones.events import Chunk, LinkChanged, PeerGone
from drones.picture import LinkState
from sessions.recorder.messages import Batch
from sessions.rows import SessionRow, Topic


def test_a_batch_arrives_as_it_was() -> None:
    events = (
        LinkChanged("fleet", LinkState.WAITING, "14550"),
        Chunk("fleet", 1, b"\xfd\x01", 10**15),
        PeerGone("fleet", 1),
        Chunk("tcp", 2, b"", 10**15 + 1),
    )
    batch = Batch(events, (SessionRow(5, Topic.CAMERA, "c1", "{}"),), 7)
    arrived = pickle.loads(pickle.dumps(batch))
    assert arrived == batch
    assert [type(event) for event in arrived.events] == [type(event) for event in events]
