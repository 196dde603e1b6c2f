"""The services of DL/T 645-2007: what each asks and answers. Identifiers have four bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jicha.intake.frames.bcd import Scale, read
from jicha.intake.frames.dlt645_items import asked, items
from jicha.intake.frames.dlt645_message import Message, Said, error_items, part_item, part_of, rest
from jicha.intake.frames.frame import Item
from jicha.intake.frames.named_items import named, secret
from jicha.intake.frames.words import Note, word

TABLE = "dlt645_2007"
FUNCTIONS = {
    0x11: "read",
    0x12: "read_following",
    0x13: "read_address",
    0x14: "write",
    0x15: "write_address",
    0x16: "freeze",
    0x17: "change_rate",
    0x18: "change_password",
    0x19: "clear_demand",
    0x1A: "clear_meter",
    0x1B: "clear_events",
    0x1C: "control",
    0x1D: "output",
}
_SECURITY = 0x03


def say(message: Message) -> Said:
    """What a message says."""
    service = FUNCTIONS.get(message.function, "security")
    if message.abnormal and not message.to_meter:
        group = "dlt645_security_error" if message.function == _SECURITY else "dlt645_error"
        return Said(service, error_items(group, message.content))
    if message.to_meter:
        return _REQUESTS[service](service, message)
    return _REPLIES[service](service, message)


def bits_per_second(content: bytes) -> Item:
    """The communication rate that a rate word of one byte asks for; both editions have the same word."""
    rates = [word("dlt645_rate", str(bit))[0] for bit in range(1, 7) if content[0] >> bit & 1]
    return named("rate", ", ".join(rates) or None, content.hex().upper())


def identifier_of(content: bytes) -> str:
    """The identifier at the front, highest byte first."""
    return content[3::-1].hex().upper() if len(content) >= 4 else ""


def _read(service: str, message: Message) -> Said:
    content = message.content
    if len(content) < 4:
        return Said(service, rest(content))
    found = [asked(TABLE, identifier_of(content))]
    if service == "read_following":
        found += rest(content[5:])
        if len(content) == 4:
            return Said(service, tuple(found), note=Note("short", "1"))
        return Said(service, tuple(found), sequence=content[4])
    if len(content) in (5, 10):
        found.append(named("records", f"{content[4]:02X}"))
    if len(content) == 10:
        when = read("YYMMDDhhmm", content[:4:-1], Scale())
        found.append(named("time", when.value, content[:4:-1].hex().upper(), when.note))
    elif len(content) not in (4, 5):
        found += rest(content[4:])
    return Said(service, tuple(found))


def _answer(service: str, message: Message) -> Said:
    content = message.content
    if len(content) < 4:
        return Said(service, rest(content))
    identifier, data, sequence = identifier_of(content), content[4:], 0
    if service == "read_following" and data:
        data, sequence = data[:-1], data[-1]
    if service == "read_following" or message.more:
        first = asked(TABLE, identifier)
        piece = part_item(identifier, (first.name, first.name_zh), data)
        part = part_of(message, identifier, data, sequence)
        return Said(service, (piece,), sequence=sequence, part=part)
    return Said(service, items(TABLE, identifier, data))


def _write(service: str, message: Message) -> Said:
    content = message.content
    if len(content) < 12:
        return Said(service, rest(content))
    written = items(TABLE, identifier_of(content), content[12:])
    return Said(service, (*written, *_rights(content[4:12])))


def _rights(content: bytes) -> tuple[Item, ...]:
    """Level and password, and the operator: PA P0 P1 P2 C0 C1 C2 C3."""
    operator = content[:3:-1].hex().upper()
    return named("level", f"{content[0]:02X}"), secret(), named("operator", operator, operator)


def _command(service: str, message: Message) -> Said:
    """A command with rights before it."""
    content = message.content
    if len(content) < 8:
        return Said(service, rest(content))
    return Said(service, (*_rights(content[:8]), *_ARGUMENTS[service](content[8:])))


def _cleared(content: bytes) -> tuple[Item, ...]:
    if len(content) != 4:
        return rest(content)
    identifier = identifier_of(content)
    return (asked(TABLE, identifier),) if identifier != "FFFFFFFF" else (named("all_events"),)


def _controlled(content: bytes) -> tuple[Item, ...]:
    if len(content) != 8:
        return rest(content)
    code = f"{content[0]:02X}"
    command = _coded("command", "dlt645_control", code)
    until = read("YYMMDDhhmmss", content[:1:-1], Scale())
    return command, named("valid_until", until.value, content[:1:-1].hex().upper(), until.note)


_ARGUMENTS: dict[str, Callable[[bytes], tuple[Item, ...]]] = {
    "clear_demand": rest,
    "clear_meter": rest,
    "clear_events": _cleared,
    "control": _controlled,
}


def _address(service: str, message: Message) -> Said:
    content = message.content
    if len(content) != 6:
        return Said(service, rest(content))
    digits = content[::-1].hex().upper()
    (address,) = items(TABLE, "04000401", content)
    return Said(service, (replace(address, value=digits) if address.value is None else address,))


def _freeze(service: str, message: Message) -> Said:
    content = message.content
    if len(content) != 4:
        return Said(service, rest(content))
    minute, hour, day, month = (f"{byte:02X}" if byte != 0x99 else "*" for byte in content)
    return Said(service, (named("freeze_time", f"{month}-{day} {hour}:{minute}", content[::-1].hex().upper()),))


def _rate(service: str, message: Message) -> Said:
    content = message.content
    return Said(service, (bits_per_second(content),) if len(content) == 1 else rest(content))


def _password(service: str, message: Message) -> Said:
    content = message.content
    if len(content) == 12:
        return Said(service, (asked(TABLE, identifier_of(content)), secret(), secret("new_password")))
    return Said(service, (secret("new_password"),) if len(content) == 4 else rest(content))


def _output(service: str, message: Message) -> Said:
    content = message.content
    if len(content) != 1:
        return Said(service, rest(content))
    code = content.hex().upper()
    return Said(service, (_coded("output", "dlt645_output", code),))


def _coded(what: str, group: str, code: str) -> Item:
    """A code as value, with its words in the names."""
    item, (said, said_zh) = named(what, code, code), word(group, code)
    return replace(item, name=f"{item.name}: {said}", name_zh=f"{item.name_zh}: {said_zh}")


def _security(service: str, message: Message) -> Said:
    """Keys, random numbers, recharging: named by its identifier, the content is the security module's."""
    content = message.content
    if len(content) < 4:
        return Said(service, rest(content))
    identifier = identifier_of(content)
    name, name_zh = word("service", "security")
    return Said(service, (Item(identifier, name, name_zh, note=Note("secret")),))


def _nothing(service: str, message: Message) -> Said:
    return Said(service, rest(message.content))


_Speaker = Callable[[str, Message], Said]
_REQUESTS: dict[str, _Speaker] = {
    "read": _read,
    "read_following": _read,
    "read_address": _nothing,
    "write": _write,
    "write_address": _address,
    "freeze": _freeze,
    "change_rate": _rate,
    "change_password": _password,
    "clear_demand": _command,
    "clear_meter": _command,
    "clear_events": _command,
    "control": _command,
    "output": _output,
    "security": _security,
}
_REPLIES: dict[str, _Speaker] = {
    **dict.fromkeys(_REQUESTS, _nothing),
    "read": _answer,
    "read_following": _answer,
    "read_address": _address,
    "change_rate": _rate,
    "change_password": _password,
    "output": _output,
    "security": _security,
}
