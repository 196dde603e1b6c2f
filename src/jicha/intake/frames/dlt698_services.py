"""The services of DL/T 698.45 on objects: GET, SET, ACTION, REPORT and PROXY, as they are asked and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.dlt698_data import columns, columns_text, object_text, read_data, selection, target_address
from jicha.intake.frames.dlt698_objects import asked, items, method_items, method_result, result
from jicha.intake.frames.frame import Item
from jicha.intake.frames.named_items import named
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

Items = list[Item]

_TIMES = ("20210200", "201E0200", "60420200", "60400200", "60410200")  # what dates a record, the best first


@dataclass(frozen=True, slots=True)
class Service:
    """One choice of a service: its name, and how what follows the service number is read."""

    service: str
    read: Callable[[Reader], Items]


def _several(read: Callable[[Reader], Items]) -> Callable[[Reader], Items]:
    return lambda reader: [item for _ in range(reader.length()) for item in read(reader)]


def _asked(reader: Reader) -> Items:
    return [asked(object_text(reader))]


def _asked_record(reader: Reader) -> Items:
    own = asked(object_text(reader))
    chosen = named("selection", selection(reader))
    return [own, chosen, named("columns", columns_text(columns(reader)))]


def _asked_next(reader: Reader) -> Items:
    return [named("block", Decimal(reader.number(2)))]


def _written(reader: Reader) -> Items:
    oad = object_text(reader)
    return items(oad, read_data(reader))


def _called(reader: Reader) -> Items:
    omd = object_text(reader)
    return method_items(omd, read_data(reader))


def _called_then_asked(reader: Reader) -> Items:
    return [*_called(reader), asked(object_text(reader)), named("delay", Decimal(reader.byte()))]


def _written_then_asked(reader: Reader) -> Items:
    return [*_written(reader), asked(object_text(reader)), named("delay", Decimal(reader.byte()))]


def _result(reader: Reader) -> Items:
    """GET: an attribute with its value or the reason why there is none."""
    oad = object_text(reader)
    if reader.choice("Get-Result", (0, 1)):
        return items(oad, read_data(reader))
    return [result(oad, reader.byte())]


def _record(reader: Reader) -> Items:
    """A record: its columns, then rows of as many values."""
    oad, heads = object_text(reader), columns(reader)
    if not reader.choice("A-ResultRecord", (0, 1)):
        return [result(oad, reader.byte())]
    flat = [one for own, others in heads for one in (others or (own,))]
    found: Items = []
    for row in range(1, reader.length() + 1):
        if not flat:
            raise BadFrame("content_ends", reader.offset, expected="RCSD", found="0")
        found += _row(oad, flat, reader, row)
    return found or [replace(asked(oad), note=Note("no_data"))]


def _row(oad: str, heads: list[str], reader: Reader, row: int) -> Items:
    values = [read_data(reader) for _ in heads]
    dated = dict(zip(heads, (datum.value for datum in values), strict=True))
    times = [value for head in _TIMES if isinstance(value := dated.get(head), datetime)]
    at = times[0] if times else None
    return [
        item
        for head, datum in zip(heads, values, strict=True)
        for item in items(head, datum, within=oad, row=row, at=at)
    ]


def _next_block(reader: Reader) -> Items:
    last = named("last_block", Decimal(1 if reader.byte() else 0))
    number = named("block", Decimal(reader.number(2)))
    match reader.choice("Get-Response-Next", (0, 1, 2)):
        case 0:
            return [last, number, result("00000000", reader.byte())]
        case 1:
            return [last, number, *_several(_result)(reader)]
        case _:
            return [last, number, *_several(_record)(reader)]


def _digest(reader: Reader) -> Items:
    oad = object_text(reader)
    if not reader.choice("Get-Result", (0, 1)):
        return [result(oad, reader.byte())]
    return [replace(asked(oad), value=reader.text().hex().upper(), note=None)]


def _done(reader: Reader) -> Items:
    return [result(object_text(reader), reader.byte())]


def _done_with_data(reader: Reader) -> Items:
    omd = object_text(reader)
    done = method_result(omd, reader.byte())
    return [done, *method_items(omd, read_data(reader))] if reader.choice("Data OPTIONAL", (0, 1)) else [done]


def _done_then_result(reader: Reader) -> Items:
    return [*_done(reader), *_result(reader)]


def _done_with_data_then_result(reader: Reader) -> Items:
    return [*_done_with_data(reader), *_result(reader)]


def _transparent_report(reader: Reader) -> Items:
    own = asked(object_text(reader))
    return [own, named("transparent", reader.text().hex().upper())]


def _nothing(reader: Reader) -> Items:
    return []


def _for_each_meter(read: Callable[[Reader], Items], *, timed: bool) -> Callable[[Reader], Items]:
    """The parts of a proxy service: a meter, where asked its timeout, and what is said of it."""

    def said(reader: Reader) -> Items:
        found: Items = []
        for _ in range(reader.length()):
            meter = target_address(reader)
            if timed:
                reader.number(2)
            found += [replace(item, within=meter) for item in read(reader)]
        return found

    return said


def _with_timeout(read: Callable[[Reader], Items]) -> Callable[[Reader], Items]:
    return lambda reader: [named("timeout", Decimal(reader.number(2))), *read(reader)]


def _one_meter(read: Callable[[Reader], Items]) -> Callable[[Reader], Items]:
    def said(reader: Reader) -> Items:
        meter = target_address(reader)
        return [item if item.within else replace(item, within=meter) for item in read(reader)]

    return said


def _transparent_command(reader: Reader) -> Items:
    own = asked(object_text(reader))
    port = named("port", reader.take(5).hex().upper())
    reader.number(2)
    reader.number(2)
    return [own, port, named("transparent", reader.text().hex().upper())]


def _transparent_answer(reader: Reader) -> Items:
    oad = object_text(reader)
    if not reader.choice("TransResult", (0, 1)):
        return [result(oad, reader.byte())]
    return [asked(oad), named("transparent", reader.text().hex().upper())]


_PROXIES = (
    "proxy_get",
    "proxy_get_record",
    "proxy_set",
    "proxy_set_then_get",
    "proxy_action",
    "proxy_action_then_get",
    "proxy_transparent",
)
_PROXY_ASKS = (
    _with_timeout(_for_each_meter(_several(_asked), timed=True)),
    _with_timeout(_one_meter(_asked_record)),
    _with_timeout(_for_each_meter(_several(_written), timed=True)),
    _with_timeout(_for_each_meter(_several(_written_then_asked), timed=True)),
    _with_timeout(_for_each_meter(_several(_called), timed=True)),
    _with_timeout(_for_each_meter(_several(_called_then_asked), timed=True)),
    _transparent_command,
)
_PROXY_ANSWERS = (
    _for_each_meter(_several(_result), timed=False),
    _one_meter(_record),
    _for_each_meter(_several(_done), timed=False),
    _for_each_meter(_several(_done_then_result), timed=False),
    _for_each_meter(_several(_done_with_data), timed=False),
    _for_each_meter(_several(_done_with_data_then_result), timed=False),
    _transparent_answer,
)

# By the number of the APDU and the choice inside it.
SERVICES: dict[tuple[int, int], Service] = {
    (5, 1): Service("get", _asked),
    (5, 2): Service("get_list", _several(_asked)),
    (5, 3): Service("get_record", _asked_record),
    (5, 4): Service("get_record_list", _several(_asked_record)),
    (5, 5): Service("get_next", _asked_next),
    (5, 6): Service("get_md5", _asked),
    (6, 1): Service("set", _written),
    (6, 2): Service("set_list", _several(_written)),
    (6, 3): Service("set_then_get", _several(_written_then_asked)),
    (7, 1): Service("action", _called),
    (7, 2): Service("action_list", _several(_called)),
    (7, 3): Service("action_then_get", _several(_called_then_asked)),
    (8, 1): Service("report", _several(_asked)),
    (8, 2): Service("report_record", _several(_asked)),
    (8, 3): Service("report_transparent", _nothing),
    (133, 1): Service("get", _result),
    (133, 2): Service("get_list", _several(_result)),
    (133, 3): Service("get_record", _record),
    (133, 4): Service("get_record_list", _several(_record)),
    (133, 5): Service("get_next", _next_block),
    (133, 6): Service("get_md5", _digest),
    (134, 1): Service("set", _done),
    (134, 2): Service("set_list", _several(_done)),
    (134, 3): Service("set_then_get", _several(_done_then_result)),
    (135, 1): Service("action", _done_with_data),
    (135, 2): Service("action_list", _several(_done_with_data)),
    (135, 3): Service("action_then_get", _several(_done_with_data_then_result)),
    (136, 1): Service("report", _several(_result)),
    (136, 2): Service("report_record", _several(_record)),
    (136, 3): Service("report_transparent", _transparent_report),
}
SERVICES |= {
    (number, choice): Service(name, read)
    for number, readers in ((9, _PROXY_ASKS), (137, _PROXY_ANSWERS))
    for choice, (name, read) in enumerate(zip(_PROXIES, readers, strict=True), start=1)
}


def follow_report(reader: Reader) -> Items:
    """What a meter adds to a reply: attributes or records that it reports. Raises BadFrame."""
    if not reader.choice("FollowReport OPTIONAL", (0, 1)):
        return []
    read = _several(_result) if reader.choice("FollowReport", (1, 2)) == 1 else _several(_record)
    return [replace(item, note=item.note or Note("follow")) for item in read(reader)]
