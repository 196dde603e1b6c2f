"""The services of DL/T 645-1997: what each asks and answers. Identifiers have two bytes."""

from __future__ import annotations

from collections.abc import Callable

from jicha.intake.frames.dlt645_2007 import bits_per_second
from jicha.intake.frames.dlt645_items import asked, items
from jicha.intake.frames.dlt645_message import Message, Said, error_items, part_item, part_of, rest
from jicha.intake.frames.named_items import named, secret

TABLE = "dlt645_1997"
FUNCTIONS = {
    0x01: "read",
    0x02: "read_following",
    0x04: "write",
    0x0A: "write_address",
    0x0C: "change_rate",
    0x0F: "change_password",
    0x10: "clear_demand",
}
_DIVIDER = 0xAA


def say(message: Message) -> Said:
    """What a message says."""
    service = FUNCTIONS.get(message.function, "reread")
    if message.abnormal and not message.to_meter:
        return Said(service, error_items("dlt645_1997_error", message.content))
    if message.to_meter:
        return _REQUESTS[service](service, message.content)
    if service in ("read", "read_following", "reread"):
        return _answer(service, message)
    return _REPLIES.get(service, _nothing)(service, message.content)


def identifier_of(content: bytes) -> str:
    """The identifier at the front, highest byte first."""
    return content[1::-1].hex().upper() if len(content) >= 2 else ""


def _read(service: str, content: bytes) -> Said:
    """One identifier, or several with AA between them."""
    if len(content) < 2:
        return Said(service, rest(content))
    found = [asked(TABLE, identifier_of(content))]
    at = 2
    while len(content) >= at + 3 and content[at] == _DIVIDER:
        found.append(asked(TABLE, identifier_of(content[at + 1 :])))
        at += 3
    return Said(service, (*found, *rest(content[at:])))


def _answer(service: str, message: Message) -> Said:
    content = message.content
    if len(content) < 2:
        return Said(service, rest(content))
    identifier, data = identifier_of(content), content[2:]
    if service == "read_following" or message.more:
        first = asked(TABLE, identifier)
        piece = part_item(identifier, (first.name, first.name_zh), data)
        # This edition does not number the parts: they follow each other.
        return Said(service, (piece,), part=part_of(message, identifier, data, int(service == "read_following")))
    return Said(service, items(TABLE, identifier, data))


def _write(service: str, content: bytes) -> Said:
    """Identifier, level and password, data."""
    if len(content) < 6:
        return Said(service, rest(content))
    written = items(TABLE, identifier_of(content), content[6:])
    return Said(service, (*written, named("level", f"{content[2]:02X}"), secret()))


def _address(service: str, content: bytes) -> Said:
    if len(content) != 6:
        return Said(service, rest(content))
    digits = content[::-1].hex().upper()
    return Said(service, (named("address", digits, digits),))


def _rate(service: str, content: bytes) -> Said:
    return Said(service, (bits_per_second(content),) if len(content) == 1 else rest(content))


def _password(service: str, content: bytes) -> Said:
    if len(content) == 8:
        return Said(service, (secret(), secret("new_password")))
    return Said(service, (secret("new_password"),) if len(content) == 4 else rest(content))


def _clear(service: str, content: bytes) -> Said:
    return Said(service, (secret(),) if len(content) == 4 else rest(content))


def _nothing(service: str, content: bytes) -> Said:
    return Said(service, rest(content))


_REQUESTS: dict[str, Callable[[str, bytes], Said]] = {
    "read": _read,
    "read_following": _read,
    "reread": _nothing,
    "write": _write,
    "write_address": _address,
    "change_rate": _rate,
    "change_password": _password,
    "clear_demand": _clear,
}
_REPLIES: dict[str, Callable[[str, bytes], Said]] = {"change_rate": _rate, "change_password": _password}
