"""The messages of DL/T 698.45: what an APDU says, whoever carries it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlt698_data import date_time, date_time_s, interval
from jicha.intake.frames.dlt698_services import SERVICES, follow_report
from jicha.intake.frames.frame import Item, Kind, Security, Value
from jicha.intake.frames.named_items import named, secret
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

_REPLIES = 128  # numbers from here on are replies and reports
_REPORT, _REPORT_RECEIPT, _LINK, _LINK_REPLY, _EXCEPTION = 136, 8, 1, 129, 238
_LINK_SERVICES = ("link_login", "link_heartbeat", "link_logout")


@dataclass(frozen=True, slots=True)
class Apdu:
    """What a message says. ``from_meter`` is who sends messages of this kind."""

    service: str
    kind: Kind
    items: tuple[Item, ...] = ()
    from_meter: bool = False
    sequence: int | None = None
    security: Security = Security.NONE
    sent_at: datetime | None = None


def read_apdu(reader: Reader) -> Apdu:
    """The message, all of it. Raises BadFrame.

    >>> read_apdu(Reader(bytes.fromhex("05010140000200" "00"))).items[0].name
    'Date and time'
    """
    at, tag = reader.offset, reader.byte()
    reader.deeper()
    read = _MESSAGES.get(tag)
    if read is None:
        raise BadFrame("unknown_choice", at, expected="APDU", found=f"{tag:02X}")
    found = read(reader, tag)
    reader.finish()
    return found


def _service(reader: Reader, tag: int) -> Apdu:
    at, choice = reader.offset, reader.byte()
    service = SERVICES.get((tag, choice))
    if service is None:
        raise BadFrame("unknown_choice", at, expected=f"APDU {tag:02X}", found=f"{choice:02X}")
    sequence = reader.byte() & 0x3F
    items = service.read(reader)
    from_meter = tag >= _REPLIES
    kind = _kind(tag, items)
    if from_meter and reader.left:
        items += follow_report(reader)
    return Apdu(service.service, kind, tuple(items), from_meter, sequence, sent_at=_time_tag(reader))


def _kind(tag: int, items: list[Item]) -> Kind:
    if tag == _REPORT:
        return Kind.NOTIFICATION
    if tag < _REPLIES:
        return Kind.REPLY if tag == _REPORT_RECEIPT else Kind.REQUEST
    refused = [item for item in items if item.note and item.note.note.startswith("dlt698_result/")]
    failed = [item for item in refused if item.note and item.note.note != "dlt698_result/0"]
    values = [item for item in items if item.value is not None and item.identifier]
    return Kind.ERROR_REPLY if failed and len(failed) == len(refused) and not values else Kind.REPLY


def _time_tag(reader: Reader) -> datetime | None:
    """When it was sent, where the sender says so. Some senders leave the whole field out."""
    if not reader.left or not reader.choice("TimeTag OPTIONAL", (0, 1)):
        return None
    when = date_time_s(reader).value
    interval(reader)
    return when if isinstance(when, datetime) else None


def _link(reader: Reader, tag: int) -> Apdu:
    sequence = reader.byte() & 0x3F
    service = _LINK_SERVICES[reader.choice("LINK-Request", (0, 1, 2))]
    heartbeat = replace(named("heartbeat", Decimal(reader.number(2))), unit="s")
    return Apdu(service, Kind.REQUEST, (heartbeat, _moment("asked_at", reader)), True, sequence)


def _link_reply(reader: Reader, tag: int) -> Apdu:
    sequence, state = reader.byte() & 0x3F, reader.byte()
    code = state & 0x07
    items = (
        replace(named("result", raw=f"{state:02X}"), note=Note(f"dlt698_link/{code}")),
        named("clock_trusted", Decimal(state >> 7)),
        *(_moment(what, reader) for what in ("asked_at", "received_at", "answered_at")),
    )
    return Apdu("link_reply", Kind.ERROR_REPLY if code else Kind.REPLY, items, False, sequence)


def _moment(what: str, reader: Reader) -> Item:
    found = date_time(reader)
    return named(what, found.value, found.raw, found.note)


def _connect(reader: Reader, tag: int) -> Apdu:
    sequence = reader.byte() & 0x3F
    items = _abilities(reader)
    mechanism = reader.choice("ConnectMechanismInfo", (0, 1, 2, 3))
    items.append(named("mechanism", Decimal(mechanism)))
    if mechanism:
        reader.text()
        items.append(secret())
    if mechanism > 1:
        reader.text()
    return Apdu("connect", Kind.REQUEST, tuple(items), False, sequence, sent_at=_time_tag(reader))


def _connect_reply(reader: Reader, tag: int) -> Apdu:
    sequence = reader.byte() & 0x3F
    items = [
        _letters(what, reader.take(size))
        for what, size in (("maker", 4), ("software", 4), ("software_date", 6), ("hardware", 4), ("hardware_date", 6),
                           ("extension", 8))
    ]  # fmt: skip
    items += _abilities(reader)
    code = reader.byte()
    items.append(replace(named("result", raw=f"{code:02X}"), note=Note(f"dlt698_connect/{code}")))
    if reader.choice("SecurityData OPTIONAL", (0, 1)):
        reader.text()
        reader.text()
        items.append(secret())
    kind = Kind.ERROR_REPLY if code else Kind.REPLY
    return _with_tail(Apdu("connect", kind, tuple(items), True, sequence), reader)


def _abilities(reader: Reader) -> list[Item]:
    """Version, conformance, frame and window sizes: the same in the request and the reply."""
    return [
        named("version", Decimal(reader.number(2))),
        named("conformance", reader.take(8).hex().upper()),
        named("conformance", reader.take(16).hex().upper()),
        named("longest_sent", Decimal(reader.number(2))),
        named("longest_received", Decimal(reader.number(2))),
        named("window", Decimal(reader.byte())),
        named("longest_apdu", Decimal(reader.number(2))),
        replace(named("timeout", Decimal(reader.number(4))), unit="s"),
    ]


def _letters(what: str, raw: bytes) -> Item:
    letters = raw.strip(b"\0 ")
    text: Value = letters.decode("ascii") if letters and all(0x20 <= one < 0x7F for one in letters) else None
    note = None if text else Note("not_ascii", raw.hex().upper()) if letters else Note("blank")
    return named(what, text, raw.hex().upper(), note)


def _release(reader: Reader, tag: int) -> Apdu:
    return Apdu("release", Kind.REQUEST, (), False, reader.byte() & 0x3F, sent_at=_time_tag(reader))


def _release_reply(reader: Reader, tag: int) -> Apdu:
    sequence, code = reader.byte() & 0x3F, reader.byte()
    items = (replace(named("result", raw=f"{code:02X}"), note=Note(f"dlt698_result/{code}")),)
    kind = Kind.ERROR_REPLY if code else Kind.REPLY
    return _with_tail(Apdu("release", kind, items, True, sequence), reader)


def _release_notice(reader: Reader, tag: int) -> Apdu:
    sequence = reader.byte() & 0x3F
    times = [date_time_s(reader) for _ in range(2)]
    items = tuple(
        named(what, one.value, one.raw, one.note)
        for what, one in zip(("connected_at", "answered_at"), times, strict=True)
    )
    return _with_tail(Apdu("release", Kind.NOTIFICATION, items, True, sequence), reader)


def _with_tail(apdu: Apdu, reader: Reader) -> Apdu:
    if not reader.left:
        return apdu
    return replace(apdu, items=(*apdu.items, *follow_report(reader)), sent_at=_time_tag(reader))


def _secured(reader: Reader, tag: int) -> Apdu:
    """A protected message: read where it travels in the clear, named as ciphered where it does not."""
    reply = tag >= _REPLIES
    chosen = reader.choice("SECURITY", (0, 1, 2) if reply else (0, 1))
    if chosen == 2:
        code = reader.byte()
        item = replace(named("result", raw=f"{code:02X}"), note=Note(f"dlt698_result/{code}"))
        return _proved(Apdu("secured", Kind.ERROR_REPLY, (item,), reply), reader)
    content = reader.text()
    if chosen == 1:
        item = named("ciphertext", raw=content.hex().upper(), note=Note("ciphered"))
        kind = Kind.REPLY if reply else Kind.REQUEST
        return _proved(Apdu("secured", kind, (item,), reply, security=Security.CIPHERED), reader)
    inner = read_apdu(reader.inner(content))
    security = Security.PLAIN_WITH_CODE if inner.security is Security.NONE else inner.security
    return _proved(replace(inner, security=security), reader)


def _proved(apdu: Apdu, reader: Reader) -> Apdu:
    """The authentication data behind a protected message. It cannot be checked without the keys."""
    if apdu.from_meter and not (reader.left and reader.choice("verification OPTIONAL", (0, 1))):
        return apdu
    at = reader.at
    match reader.choice("verification", (0,) if apdu.from_meter else (0, 1, 2, 3)):
        case 0 if apdu.from_meter:
            reader.text()
        case 0:
            _secured_id(reader)
            reader.text()
        case 1:
            reader.text()
        case 2:
            reader.text()
            reader.text()
        case _:
            _secured_id(reader)
    code = named("code", raw=reader.data[at : reader.at].hex().upper(), note=Note("authenticated"))
    return replace(apdu, items=(*apdu.items, code))


def _secured_id(reader: Reader) -> None:
    reader.number(4)
    reader.text()


def _exception(reader: Reader, tag: int) -> Apdu:
    content = reader.take(reader.left).hex().upper()
    return Apdu("exception", Kind.ERROR_REPLY, (named("error", raw=content, note=Note("not_decoded")),), True)


_MESSAGES: dict[int, Callable[[Reader, int], Apdu]] = {
    **dict.fromkeys((5, 6, 7, 8, 9, 133, 134, 135, 136, 137), _service),
    _LINK: _link,
    _LINK_REPLY: _link_reply,
    2: _connect,
    130: _connect_reply,
    3: _release,
    131: _release_reply,
    132: _release_notice,
    16: _secured,
    144: _secured,
    _EXCEPTION: _exception,
}
