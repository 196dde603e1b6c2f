"""What the parsing process and its owner say to each other: JSON messages and Arrow batches, each with its length."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

_HEAD = struct.Struct("!cQ")
_MESSAGE, _BATCH = b"J", b"B"
_LONGEST_MESSAGE = 64 << 20
_BUFFER = 1 << 20


class Closed(Exception):
    """The other side is gone."""


@dataclass(slots=True)
class Wire:
    """One end of a stream socket. Not for two threads at once."""

    end: socket.socket

    def __post_init__(self) -> None:
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            self.end.setsockopt(socket.SOL_SOCKET, option, _BUFFER)

    def send(self, message: Mapping[str, Any]) -> None:
        """Send a JSON message. Raises Closed."""
        self._send(_MESSAGE, json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def send_batch(self, batch: pa.RecordBatch) -> None:
        """Send one Arrow batch. Raises Closed."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        self._send(_BATCH, sink.getvalue())

    def receive(self) -> dict[str, Any]:
        """The next message. Raises Closed; ValueError when the other side sends something else."""
        kind, payload = self._receive()
        if kind != _MESSAGE:
            raise ValueError("a message was expected")
        message: dict[str, Any] = json.loads(bytes(payload).decode("utf-8", "surrogatepass"))
        return message

    def receive_batch(self) -> pa.RecordBatch:
        """The next batch, checked to the last offset: the side that parses foreign files is not to be trusted."""
        kind, payload = self._receive()
        if kind != _BATCH:
            raise ValueError("a batch was expected")
        with pa.ipc.open_stream(pa.py_buffer(payload)) as stream:
            batch = stream.read_next_batch()
        batch.validate(full=True)
        return batch

    def close(self) -> None:
        """Hang up; the other side reads an end."""
        self.end.close()

    def _send(self, kind: bytes, payload: Any) -> None:
        try:
            self.end.sendall(_HEAD.pack(kind, len(payload)))
            self.end.sendall(payload)
        except OSError as error:
            raise Closed(str(error)) from error

    def _receive(self) -> tuple[bytes, bytearray]:
        kind, length = _HEAD.unpack(self._exactly(_HEAD.size))
        if kind == _MESSAGE and length > _LONGEST_MESSAGE:
            raise ValueError("the message is too long")
        return kind, self._exactly(length)

    def _exactly(self, length: int) -> bytearray:
        content = bytearray(length)
        view = memoryview(content)
        while view:
            try:
                taken = self.end.recv_into(view)
            except OSError as error:
                raise Closed(str(error)) from error
            if not taken:
                raise Closed("the stream has ended")
            view = view[taken:]
        return content
