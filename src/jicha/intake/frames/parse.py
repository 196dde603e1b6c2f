"""Bytes into frames: one frame that must be all there is, or a stream of many."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jicha.intake.frames import dlt645, dlt698, hdlc
from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.conversation import Conversation
from jicha.intake.frames.frame import Frame

_WAKE_UP = 0xFE
_STARTS = (dlt645.START, hdlc.FLAG)


def parse_frame(frame: bytes) -> Frame:
    """The one frame that these bytes are. Wake-up bytes (FE) before it are skipped; the protocol shows by structure.

    Raises BadFrame, with reason, offset, what was expected and what was found, for anything else: damage, a missing
    end, bytes around it, another frame behind it.

    >>> parse_frame(bytes.fromhex("FEFE6843100011340068910633343435CA55EE16")).items[0].value
    Decimal('229.7')
    """
    at = _after_wake_up(frame, 0)
    if at == len(frame):
        raise BadFrame("nothing", at)
    found = _parser(frame, at)(frame, at)
    end = found.offset + found.length
    if end < len(frame):
        after = _after_wake_up(frame, end)
        left = str(len(frame) - end)
        raise BadFrame("another_frame" if _is_frame(frame, after) else "left_over", end, found=left)
    return found


def parse_frames(data: bytes) -> tuple[Frame | BadFrame, ...]:
    """All frames of a stream in order, each with its offset; what is damaged stands among them as a BadFrame.

    Every byte belongs to a frame, to wake-up bytes or to a BadFrame that says where it lies. Frames hear each other:
    the last part of a message that was cut into several frames says the whole message, and a DLMS reply is named
    after the request before it.
    """
    talk = Conversation()
    heard: list[Frame | BadFrame] = []
    for found in _scan(data):
        heard.append(found if isinstance(found, BadFrame) else talk.hear(found, data))
    return tuple(heard)


def _scan(data: bytes) -> Iterator[Frame | BadFrame]:
    at = 0
    while True:
        at = _after_wake_up(data, at)
        if at == len(data):
            return
        frame = _try(data, at) or _sharing_flag(data, at)
        if isinstance(frame, Frame):
            yield frame
            at = frame.offset + frame.length
            continue
        next_at = _next_frame(data, at + 1)
        yield _complaint(data, at, next_at)
        at = next_at


def _try(data: bytes, at: int) -> Frame | None:
    try:
        return _parser(data, at)(data, at)
    except BadFrame:
        return None


def _sharing_flag(data: bytes, at: int) -> Frame | None:
    """An HDLC frame that begins with the flag that ended the one before."""
    shares = at > 0 and data[at - 1] == hdlc.FLAG and data[at] >> 4 == 0xA
    return _try(data, at - 1) if shares else None


def _next_frame(data: bytes, at: int) -> int:
    """Where the next whole frame begins, or where all ends."""
    while at < len(data):
        if data[at] in _STARTS and _try(data, at):
            return at
        at += 1
    return len(data)


def _complaint(data: bytes, at: int, end: int) -> BadFrame:
    """What is wrong with the bytes from ``at`` to ``end``: the fault of the first thing in them that begins a frame."""
    start = next((place for place in range(at, end) if data[place] in _STARTS), None)
    if start is None:
        return BadFrame("no_start", at, expected="68 / 7E", found=data[at : min(at + 8, end)].hex(" ").upper())
    try:
        _parser(data, start)(data, start)
    except BadFrame as fault:
        if fault.offset < end:
            return fault
        # What the fault lies in belongs to the next frame: this one was cut off before.
        return BadFrame(fault.reason, start, expected=fault.expected, found=fault.found)
    return BadFrame("no_start", at, expected="68 / 7E", found=data[at : min(at + 8, end)].hex(" ").upper())


def _parser(data: bytes, at: int) -> Callable[[bytes, int], Frame]:
    """The protocol, by structure: 7E; 68 with a second 68 seven bytes on; 68 with a header whose own check holds.

    An address of DL/T 698.45 may hold a byte 68 just there: then the checks decide. Of damaged bytes the protocol is
    the one whose length field agrees with the end, so that the complaint names what is really wrong.
    """
    if data[at] == hdlc.FLAG:
        return hdlc.parse
    if data[at] != dlt645.START:
        raise BadFrame("no_start", at, expected="68 / 7E", found=f"{data[at]:02X}")
    if dlt698.header_holds(data, at):
        return dlt645.parse if dlt645.holds(data, at) and not dlt698.holds(data, at) else dlt698.parse
    return dlt645.parse if dlt645.looks_right(data, at) or dlt645.ends_right(data, at) else dlt698.parse


def _is_frame(data: bytes, at: int) -> bool:
    return at < len(data) and data[at] in _STARTS and _try(data, at) is not None


def _after_wake_up(data: bytes, at: int) -> int:
    while at < len(data) and data[at] == _WAKE_UP:
        at += 1
    return at
