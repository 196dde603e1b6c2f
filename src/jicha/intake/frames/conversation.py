"""Frames that follow each other: messages cut into several frames are joined, replies are named after requests."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from jicha.intake.frames import dlt645_1997, dlt645_2007, dlt698, hdlc
from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlms_services import Known, read_answers
from jicha.intake.frames.dlt645_items import items
from jicha.intake.frames.frame import Frame, Part, Place, Protocol
from jicha.intake.frames.obis import Attribute, is_scaler_of
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

_Key = tuple[str, ...]
_LARGEST = 1 << 20  # bytes; what is longer is no message
_NUMBERS = {"segment": 8, "apdu": 4096}  # how many numbers the parts of a kind have before they begin again


@dataclass(slots=True)
class _Unfinished:
    frames: list[Frame] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        return b"".join(part.content for part in self.parts)


@dataclass(slots=True)
class Conversation:
    """What was heard so far between head-end and meters. Feed it the frames in the order in which they came."""

    _parts: dict[_Key, _Unfinished] = field(default_factory=dict)
    _asked: dict[_Key, tuple[Attribute, ...]] = field(default_factory=dict)
    _several: set[_Key] = field(default_factory=set)
    _scales: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    _lost: list[Frame] = field(default_factory=list)

    def hear(self, frame: Frame, data: bytes) -> Frame | BadFrame:
        """The frame, saying all that it can say after those before it; ``data`` is what it was parsed from.

        BadFrame when it ends a message whose parts do not make one.
        """
        heard = self._named(frame, data) if frame.protocol is Protocol.HDLC else frame
        if heard.part is None or heard.part.place is Place.RECEIPT:
            return heard
        try:
            return self._joined(heard, heard.part)
        except BadFrame as fault:
            return BadFrame("bad_joined", frame.offset, found=fault.message)

    def unfinished(self) -> list[Frame]:
        """The frames, as they were given back, whose messages never became whole."""
        return [*self._lost, *(frame for one in self._parts.values() for frame in one.frames)]

    def _named(self, frame: Frame, data: bytes) -> Frame:
        """A DLMS frame, its answers named after what was asked."""
        if frame.part is not None and frame.part.message == "segment":
            return frame
        content, base = hdlc.message_of(data, frame)
        return self._understood(frame, content, base) if content else frame

    def _understood(self, frame: Frame, content: bytes, base: int) -> Frame:
        known = self._known(frame)
        named, message = hdlc.with_message(frame, content, base, known)
        talk = _talk(named)
        if message.from_meter is False and message.asked:
            self._asked[talk] = message.asked
            (self._several.add if named.service.endswith("_list") else self._several.discard)(talk)
            return named
        if named.sequence is None or not self._asked.get(talk):
            return named
        # The number of the service shows only now: read once more with what was asked under it.
        known = self._known(named)
        named, message = hdlc.with_message(frame, content, base, known)
        self._keep_scales(named, known)
        return named

    def _known(self, frame: Frame) -> Known:
        return Known(self._asked.get(_talk(frame), ()), self._scales.get(frame.address, {}))

    def _keep_scales(self, frame: Frame, known: Known) -> None:
        scalers = {attribute.obis for attribute in known.asked if is_scaler_of(attribute)}
        for item in frame.items:
            if item.identifier in scalers and isinstance(item.value, Decimal):
                scale = (item.value.adjusted(), item.unit)
                self._scales.setdefault(frame.address, {})[item.identifier] = scale

    def _joined(self, frame: Frame, part: Part) -> Frame:
        key = (*_talk(frame), frame.direction, part.message)
        if part.place is Place.FIRST or (part.message == "block" and part.sequence == 1):
            self._lose(key)
            self._parts[key] = _Unfinished()
        held = self._parts.get(key)
        if held is None:
            self._lost.append(frame)
            return frame
        if _gap(held.parts, part, frame.protocol) or sum(len(one.content) for one in held.parts) > _LARGEST:
            self._lose(key)
            self._lost.append(frame)
            return frame
        held.parts.append(part)
        held.frames.append(frame)
        if part.place is not Place.LAST:
            return frame
        del self._parts[key]
        whole = self._whole(frame, held)
        if whole.more:  # it is itself a part of something longer
            return whole
        return replace(whole, more=False, note=Note("joined", str(len(held.parts))))

    def _lose(self, key: _Key) -> None:
        """Give up what was held under a key: its end will not come any more."""
        if key in self._parts:
            self._lost += self._parts.pop(key).frames

    def _whole(self, frame: Frame, held: _Unfinished) -> Frame:
        """The frame that ends a message, saying all of it. Raises BadFrame."""
        if frame.protocol is Protocol.DLT698:
            return dlt698.with_message(frame, held.content, 0)
        if frame.protocol is not Protocol.HDLC:
            table = dlt645_1997.TABLE if frame.protocol is Protocol.DLT645_1997 else dlt645_2007.TABLE
            return replace(frame, items=items(table, held.parts[0].message, held.content))
        if held.parts[0].message != "block":
            named = self._understood(replace(frame, part=None), held.content, 0)
            # A block, or a block transfer, may itself have come in segments.
            return self._joined(named, named.part) if named.part is not None else named
        reader = Reader(held.content)
        found = read_answers(reader, self._known(frame), several=_talk(frame) in self._several)
        reader.finish()
        return replace(frame, items=found)


def _talk(frame: Frame) -> _Key:
    """Who talks with whom, and in DLMS under which number of a service."""
    numbered = frame.protocol is Protocol.HDLC and not (frame.part and frame.part.message == "segment")
    return frame.protocol, frame.address, str(frame.client), str(frame.sequence) if numbered else ""


def _gap(before: list[Part], part: Part, protocol: Protocol) -> bool:
    """Whether a part is missing between these. The 1997 edition does not number its parts."""
    if not before or protocol is Protocol.DLT645_1997:
        return False
    return part.sequence != (before[-1].sequence + 1) % _NUMBERS.get(part.message, 1 << 32)
