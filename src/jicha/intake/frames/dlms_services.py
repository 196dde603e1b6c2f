"""The DLMS services on attributes and methods: GET, SET and ACTION, as they are asked and answered (A-XDR)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.cosem_data import read_data
from jicha.intake.frames.dlms_message import Message, block
from jicha.intake.frames.frame import Item, Kind
from jicha.intake.frames.named_items import named
from jicha.intake.frames.obis import Attribute, asked, items, obis_text, result
from jicha.intake.frames.reader import Reader

_NO_SCALES: Mapping[str, tuple[int, str]] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from earlier frames of the conversation: the attributes that were asked for under the number of
    this reply, and the scalers of objects (by OBIS code) of this meter."""

    asked: tuple[Attribute, ...] = ()
    scales: Mapping[str, tuple[int, str]] = field(default_factory=lambda: _NO_SCALES)

    def about(self, number: int) -> Attribute | None:
        """The attribute that the answer with this number (from 0) is about."""
        return self.asked[number] if number < len(self.asked) else None


def read_service(reader: Reader, tag: int, known: Known) -> Message:
    """A request or a reply, behind its tag. Raises BadFrame."""
    at, choice = reader.offset, reader.byte()
    read = _CHOICES.get((tag, choice))
    if read is None:
        raise BadFrame("unknown_choice", at, expected=f"APDU {tag:02X}", found=f"{choice:02X}")
    sequence = reader.byte() & 0x0F
    return read(reader, sequence, known)


def read_answers(reader: Reader, known: Known, *, several: bool) -> tuple[Item, ...]:
    """What the joined blocks of a reply say: one value, or several results. Raises BadFrame."""
    if several:
        return _results(reader, known)
    return tuple(_value(reader, known, 0))


def _attribute(reader: Reader, *, method: bool = False) -> Attribute:
    interface, obis = reader.number(2), obis_text(reader.take(6))
    return Attribute(interface, obis, reader.number(1, signed=True) if not method else reader.byte(), method)


def _selected(reader: Reader) -> list[Item]:
    """Selective access: which part of an attribute is asked for."""
    if not reader.choice("access-selection OPTIONAL", (0, 1)):
        return []
    selector = reader.byte()
    at = reader.at
    read_data(reader)
    return [named("selection", Decimal(selector), reader.data[at : reader.at].hex().upper())]


def _count(reader: Reader) -> range:
    count = reader.length()
    if count > reader.left:
        raise BadFrame("content_ends", reader.offset, expected=str(count), found=str(reader.left))
    return range(count)


def _value(reader: Reader, known: Known, number: int) -> list[Item]:
    about = known.about(number)
    return items(read_data(reader), about, known.scales.get(about.obis) if about else None)


def _one_result(reader: Reader, known: Known, number: int) -> list[Item]:
    if reader.choice("Get-Data-Result", (0, 1)):
        return [result(known.about(number), reader.byte())]
    return _value(reader, known, number)


def _results(reader: Reader, known: Known) -> tuple[Item, ...]:
    return tuple(item for number in _count(reader) for item in _one_result(reader, known, number))


def _answered(service: str, sequence: int, found: tuple[Item, ...]) -> Message:
    results = [item.note.note for item in found if item.note and item.note.note.startswith("dlms_result/")]
    values = [item for item in found if item.value is not None]
    failed = results and not values and all(one != "dlms_result/0" for one in results)
    return Message(service, Kind.ERROR_REPLY if failed else Kind.REPLY, found, True, sequence)


def _get(reader: Reader, sequence: int, known: Known) -> Message:
    attribute = _attribute(reader)
    found = (asked(attribute), *_selected(reader))
    return Message("get", Kind.REQUEST, found, False, sequence, asked=(attribute,))


def _get_next(reader: Reader, sequence: int, known: Known) -> Message:
    found = (named("block", Decimal(reader.number(4))),)
    return Message("get_next", Kind.REQUEST, found, False, sequence)


def _get_list(reader: Reader, sequence: int, known: Known) -> Message:
    attributes: list[Attribute] = []
    found: list[Item] = []
    for _ in _count(reader):
        attributes.append(_attribute(reader))
        found += [asked(attributes[-1]), *_selected(reader)]
    return Message("get_list", Kind.REQUEST, tuple(found), False, sequence, asked=tuple(attributes))


def _got(reader: Reader, sequence: int, known: Known) -> Message:
    return _answered("get", sequence, tuple(_one_result(reader, known, 0)))


def _got_block(reader: Reader, sequence: int, known: Known) -> Message:
    last, number = reader.choice("last-block", (0, 1)), reader.number(4)
    if reader.choice("DataBlock-G", (0, 1)):
        return _answered("get_block", sequence, (result(None, reader.byte()),))
    return block("get_block", reader.text(), number=number, last=bool(last), sequence=sequence, from_meter=True)


def _got_list(reader: Reader, sequence: int, known: Known) -> Message:
    return _answered("get_list", sequence, _results(reader, known))


def _set(reader: Reader, sequence: int, known: Known) -> Message:
    attribute = _attribute(reader)
    chosen = _selected(reader)
    found = (*items(read_data(reader), attribute, known.scales.get(attribute.obis)), *chosen)
    return Message("set", Kind.REQUEST, found, False, sequence, asked=(attribute,))


def _set_first(reader: Reader, sequence: int, known: Known) -> Message:
    attribute = _attribute(reader)
    chosen = _selected(reader)
    message = _sent_block("set_block", reader, sequence)
    return message.adding((asked(attribute), *chosen), (attribute,))


def _set_next(reader: Reader, sequence: int, known: Known) -> Message:
    return _sent_block("set_block", reader, sequence)


def _sent_block(service: str, reader: Reader, sequence: int) -> Message:
    last, number = reader.choice("last-block", (0, 1)), reader.number(4)
    return block(service, reader.text(), number=number, last=bool(last), sequence=sequence, from_meter=False)


def _set_list(reader: Reader, sequence: int, known: Known) -> Message:
    attributes: list[Attribute] = []
    found: list[Item] = []
    for _ in _count(reader):
        attributes.append(_attribute(reader))
        found += _selected(reader)
    for number in _count(reader):
        about = attributes[number] if number < len(attributes) else None
        found += items(read_data(reader), about, known.scales.get(about.obis) if about else None)
    return Message("set_list", Kind.REQUEST, tuple(found), False, sequence, asked=tuple(attributes))


def _set_done(reader: Reader, sequence: int, known: Known) -> Message:
    return _answered("set", sequence, (result(known.about(0), reader.byte()),))


def _set_block_done(reader: Reader, sequence: int, known: Known) -> Message:
    return Message("set_block", Kind.REPLY, (named("block", Decimal(reader.number(4))),), True, sequence)


def _set_last_done(reader: Reader, sequence: int, known: Known) -> Message:
    code = reader.byte()
    return _answered("set_block", sequence, (result(known.about(0), code), _block_item(reader)))


def _set_last_list_done(reader: Reader, sequence: int, known: Known) -> Message:
    found = tuple(result(known.about(number), reader.byte()) for number in _count(reader))
    return _answered("set_block", sequence, (*found, _block_item(reader)))


def _block_item(reader: Reader) -> Item:
    """Only a number: it is no value of the meter, so it stands as raw."""
    return named("block", raw=reader.take(4).hex().upper())


def _set_list_done(reader: Reader, sequence: int, known: Known) -> Message:
    found = tuple(result(known.about(number), reader.byte()) for number in _count(reader))
    return _answered("set_list", sequence, found)


def _action(reader: Reader, sequence: int, known: Known) -> Message:
    attribute = _attribute(reader, method=True)
    found = [asked(attribute)]
    if reader.choice("parameters OPTIONAL", (0, 1)):
        found += items(read_data(reader), attribute)
    return Message("action", Kind.REQUEST, tuple(found), False, sequence, asked=(attribute,))


def _action_next(reader: Reader, sequence: int, known: Known) -> Message:
    return Message("action_block", Kind.REQUEST, (named("block", Decimal(reader.number(4))),), False, sequence)


def _action_list(reader: Reader, sequence: int, known: Known) -> Message:
    attributes = [_attribute(reader, method=True) for _ in _count(reader)]
    found = [asked(attribute) for attribute in attributes]
    for number in _count(reader):
        found += items(read_data(reader), attributes[number] if number < len(attributes) else None)
    return Message("action_list", Kind.REQUEST, tuple(found), False, sequence, asked=tuple(attributes))


def _action_first(reader: Reader, sequence: int, known: Known) -> Message:
    attribute = _attribute(reader, method=True)
    return _sent_block("action_block", reader, sequence).adding((asked(attribute),), (attribute,))


def _action_block(reader: Reader, sequence: int, known: Known) -> Message:
    return _sent_block("action_block", reader, sequence)


def _called(reader: Reader, known: Known, number: int) -> list[Item]:
    found = [result(known.about(number), reader.byte())]
    if reader.choice("return OPTIONAL", (0, 1)):
        found += _one_result(reader, known, number)
    return found


def _action_done(reader: Reader, sequence: int, known: Known) -> Message:
    return _answered("action", sequence, tuple(_called(reader, known, 0)))


def _action_list_done(reader: Reader, sequence: int, known: Known) -> Message:
    found = tuple(item for number in _count(reader) for item in _called(reader, known, number))
    return _answered("action_list", sequence, found)


def _action_got_block(reader: Reader, sequence: int, known: Known) -> Message:
    last, number = reader.choice("last-block", (0, 1)), reader.number(4)
    return block("action_block", reader.text(), number=number, last=bool(last), sequence=sequence, from_meter=True)


def _action_block_done(reader: Reader, sequence: int, known: Known) -> Message:
    return Message("action_block", Kind.REPLY, (named("block", Decimal(reader.number(4))),), True, sequence)


_CHOICES: dict[tuple[int, int], Callable[[Reader, int, Known], Message]] = {
    (0xC0, 1): _get,
    (0xC0, 2): _get_next,
    (0xC0, 3): _get_list,
    (0xC4, 1): _got,
    (0xC4, 2): _got_block,
    (0xC4, 3): _got_list,
    (0xC1, 1): _set,
    (0xC1, 2): _set_first,
    (0xC1, 3): _set_next,
    (0xC1, 4): _set_list,
    (0xC5, 1): _set_done,
    (0xC5, 2): _set_block_done,
    (0xC5, 3): _set_last_done,
    (0xC5, 4): _set_last_list_done,
    (0xC5, 5): _set_list_done,
    (0xC3, 1): _action,
    (0xC3, 2): _action_next,
    (0xC3, 3): _action_list,
    (0xC3, 4): _action_first,
    (0xC3, 6): _action_block,
    (0xC7, 1): _action_done,
    (0xC7, 2): _action_got_block,
    (0xC7, 3): _action_list_done,
    (0xC7, 4): _action_block_done,
}
