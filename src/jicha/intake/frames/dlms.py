"""The messages of DLMS (xDLMS and ACSE): what an APDU says, whoever carries it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from jicha.intake.frames import acse
from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.cosem_data import clock, read_data
from jicha.intake.frames.dlms_message import Message
from jicha.intake.frames.dlms_services import Known, read_service
from jicha.intake.frames.frame import Item, Kind, Part, Place, Security
from jicha.intake.frames.named_items import named
from jicha.intake.frames.obis import Attribute, items, obis_text
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

_SERVICES = (0xC0, 0xC1, 0xC3, 0xC4, 0xC5, 0xC7)
_CIPHERED_REPLIES = (0x28, 0x2C, 0x2D, 0xCC, 0xCD, 0xCF, 0xD4, 0xD5, 0xD7)
_CIPHERED_REQUESTS = (0x21, 0x25, 0x26, 0xC8, 0xC9, 0xCB, 0xD0, 0xD1, 0xD3)
_CIPHERED_NOTICES = (0xCA, 0xD2)
_GENERAL = (0xDB, 0xDC, 0xDD)  # ciphered with the global key, the dedicated key, or a key that is told
_TOLD_KEY = 0xDD
_NAMED_ONLY = {
    0x05: ("short_name", False),
    0x06: ("short_name", False),
    0x0C: ("short_name", True),
    0x0D: ("short_name", True),
    0x16: ("short_name", False),
    0x18: ("short_name", True),
    0xD9: ("access", False),
    0xDA: ("access", True),
    0xDF: ("signed", None),
}
_AUTHENTICATED, _ENCIPHERED, _COMPRESSED = 0x10, 0x20, 0x80
_CODE_BYTES = 12  # of the authentication code behind the content


def read_apdu(reader: Reader, known: Known | None = None) -> Message:
    """The message, all of it. Raises BadFrame.

    >>> read_apdu(Reader(bytes.fromhex("C4018100" "0600014A1F"))).items[0].value
    Decimal('84511')
    """
    at, tag = reader.offset, reader.byte()
    reader.deeper()
    read = _MESSAGES.get(tag)
    if read is None:
        raise BadFrame("unknown_choice", at, expected="APDU", found=f"{tag:02X}")
    found = read(reader, tag, known or Known())
    reader.finish()
    return found


def _data_notice(reader: Reader, tag: int, known: Known) -> Message:
    sequence = reader.number(4)
    sent_at = _sent_at(reader.text())
    return Message("data_notification", Kind.NOTIFICATION, tuple(items(read_data(reader))), True,
                   sequence & 0xFFFFFF, sent_at=sent_at)  # fmt: skip


def _event_notice(reader: Reader, tag: int, known: Known) -> Message:
    sent_at = _sent_at(reader.text()) if reader.choice("time OPTIONAL", (0, 1)) else None
    attribute = Attribute(reader.number(2), obis_text(reader.take(6)), reader.number(1, signed=True))
    found = tuple(items(read_data(reader), attribute, known.scales.get(attribute.obis)))
    return Message("event_notification", Kind.NOTIFICATION, found, True, sent_at=sent_at, asked=(attribute,))


def _sent_at(raw: bytes) -> datetime | None:
    value = clock(raw).value if len(raw) == 12 else None
    return value if isinstance(value, datetime) else None


def _exception(reader: Reader, tag: int, known: Known) -> Message:
    state, service = reader.byte(), reader.byte()
    extra = reader.take(reader.left).hex().upper()
    found = (
        replace(named("error", raw=f"{state:02X}"), note=Note(f"dlms_state_error/{state}")),
        replace(named("error", raw=f"{service:02X}{extra}"), note=Note(f"dlms_service_error/{service}")),
    )
    return Message("exception", Kind.ERROR_REPLY, found, True)


def _service_error(reader: Reader, tag: int, known: Known) -> Message:
    raw = reader.take(3).hex().upper()
    return Message("service_error", Kind.ERROR_REPLY, (named("error", raw=raw, note=Note("not_decoded")),), True)


def _initiate(reader: Reader, tag: int, known: Known) -> Message:
    reply = tag == 0x08
    kind = Kind.REPLY if reply else Kind.REQUEST
    return Message("initiate", kind, tuple(acse.initiate(reader, tag)), reply)


def _association(reader: Reader, tag: int, known: Known) -> Message:
    reply = tag in (0x61, 0x63)
    found = acse.reply(reader) if reply else acse.request(reader)
    return Message(_ASSOCIATIONS[tag], found.kind, found.items, reply, security=found.security)


_ASSOCIATIONS = {0x60: "aarq", 0x61: "aare", 0x62: "rlrq", 0x63: "rlre"}


def _ciphered(reader: Reader, tag: int, known: Known) -> Message:
    """A service that travels ciphered under its own tag."""
    if tag in _CIPHERED_NOTICES:
        return _protected(reader, Kind.NOTIFICATION, True, ())
    reply = tag in _CIPHERED_REPLIES
    return _protected(reader, Kind.REPLY if reply else Kind.REQUEST, reply, ())


def _general(reader: Reader, tag: int, known: Known) -> Message:
    """A message that travels ciphered with the name of its sender before it."""
    before: list[Item] = []
    if tag == _TOLD_KEY:
        reader.text()  # number of the transaction
        title = reader.text()
        for _ in range(3):  # recipient, time, other information
            reader.text()
        if reader.choice("key-info OPTIONAL", (0, 1)):
            _skip_key(reader)
    else:
        title = reader.text()
    if title:
        before.append(named("system_title", title.hex().upper(), title.hex().upper()))
    return _protected(reader, Kind.NOT_STATED, None, tuple(before))


def _skip_key(reader: Reader) -> None:
    match reader.choice("key-info", (0, 1, 2)):
        case 0:
            reader.byte()
        case 1:
            reader.byte()
            reader.text()
        case _:
            reader.text()
            reader.text()


def _protected(reader: Reader, kind: Kind, from_meter: bool | None, before: tuple[Item, ...]) -> Message:
    """Ciphered content is named and kept as it came; content that is only authenticated is read."""
    content = reader.text()
    inner = reader.inner(content)
    control = inner.byte()
    inner.take(4)  # the invocation counter
    enciphered = control & _ENCIPHERED or control & _COMPRESSED
    if enciphered or not control & _AUTHENTICATED or inner.left <= _CODE_BYTES:
        note = Note("ciphered") if control & _ENCIPHERED else Note("compressed")
        item = named("ciphertext", raw=content.hex().upper(), note=note)
        return Message("ciphered", kind, (*before, item), from_meter, security=Security.CIPHERED)
    told = inner.take(inner.left - _CODE_BYTES)
    message = read_apdu(inner.inner(told))
    code = named("code", raw=inner.take(_CODE_BYTES).hex().upper(), note=Note("authenticated"))
    return replace(message, items=(*before, *message.items, code), security=Security.PLAIN_WITH_CODE)


def _block_transfer(reader: Reader, tag: int, known: Known) -> Message:
    control, number = reader.byte(), reader.number(2)
    reader.number(2)  # the number of the block that is acknowledged
    content = reader.text()
    last = bool(control & 0x80)
    place = Place.LAST if last else Place.FIRST if number == 1 else Place.MIDDLE
    found = (named("block", Decimal(number)), named("fragment", raw=content.hex().upper(), note=Note("part")))
    part = Part(place, number, content, "apdu")
    return Message("block_transfer", Kind.NOT_STATED, found, None, part=part)


def _only_named(reader: Reader, tag: int, known: Known) -> Message:
    service, from_meter = _NAMED_ONLY[tag]
    raw = reader.take(reader.left).hex().upper()
    kind = Kind.NOT_STATED if from_meter is None else Kind.REPLY if from_meter else Kind.REQUEST
    return Message(service, kind, (named("apdu", raw=raw, note=Note("not_decoded")),), from_meter)


_Read = Callable[[Reader, int, Known], Message]
_MESSAGES: dict[int, _Read] = {
    **dict.fromkeys(_SERVICES, read_service),
    **dict.fromkeys((*_CIPHERED_REPLIES, *_CIPHERED_REQUESTS, *_CIPHERED_NOTICES), _ciphered),
    **dict.fromkeys(_GENERAL, _general),
    **dict.fromkeys(_NAMED_ONLY, _only_named),
    **dict.fromkeys(_ASSOCIATIONS, _association),
    0x01: _initiate,
    0x08: _initiate,
    0x0E: _service_error,
    0x0F: _data_notice,
    0xC2: _event_notice,
    0xD8: _exception,
    0xE0: _block_transfer,
}
