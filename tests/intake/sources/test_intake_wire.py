"""What the parsing process and its owner say to each other."""

import socket

import pyarrow as pa
import pytest

from jicha.intake.sources.wire import Closed, Wire


@pytest.fixture
def ends() -> tuple[Wire, Wire]:
    one, two = socket.socketpair()
    return Wire(one), Wire(two)


def test_messages_and_batches_arrive_as_they_were_sent(ends: tuple[Wire, Wire]) -> None:
    ours, theirs = ends
    batch = pa.RecordBatch.from_pydict({"户号": ["1", None], "n": [1, 2]})
    ours.send({"what": "㐂𠮷", "broken": "\ud800"})
    ours.send_batch(batch)
    assert theirs.receive() == {"what": "㐂𠮷", "broken": "\ud800"}
    assert theirs.receive_batch().equals(batch)


def test_an_end_is_told_apart_from_silence(ends: tuple[Wire, Wire]) -> None:
    ours, theirs = ends
    ours.close()
    with pytest.raises(Closed):
        theirs.receive()
    with pytest.raises(Closed):
        theirs.send({"x": "y" * 10_000_000})


def test_what_is_not_expected_is_refused(ends: tuple[Wire, Wire]) -> None:
    ours, theirs = ends
    ours.send({})
    with pytest.raises(ValueError, match="a batch was expected"):
        theirs.receive_batch()
    ours.end.sendall(b"J" + (1 << 40).to_bytes(8, "big"))
    with pytest.raises(ValueError, match="too long"):
        theirs.receive()


def test_a_batch_that_is_not_what_it_says_is_refused(ends: tuple[Wire, Wire]) -> None:
    ours, theirs = ends
    no_text = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")]
    )
    ours.send_batch(pa.RecordBatch.from_arrays([no_text], names=["a"]))
    with pytest.raises(pa.ArrowInvalid):
        theirs.receive_batch()
