"""Frames put together by hand for tests: the opposite of the parsers, written without them."""

from __future__ import annotations

METER = "202208310002"


def dlt645(control: int, content: str, address: str = METER) -> bytes:
    """A frame of either edition: ``content`` is the hex of the data as sent, before 33H is added."""
    data = bytes((byte + 0x33) & 0xFF for byte in bytes.fromhex(content))
    body = b"\x68" + bytes.fromhex(address)[::-1] + bytes((0x68, control, len(data))) + data
    return body + bytes((sum(body) & 0xFF, 0x16))


def low_first(*numbers: str) -> str:
    """Decimal fields written highest digit first, as they travel: each turned round."""
    return "".join(bytes.fromhex(number)[::-1].hex() for number in numbers)


def dlt698(control: int, content: str, address: str = METER, flags: int = 0, client: int = 0x10) -> bytes:
    """A frame of DL/T 698.45 around a message; ``flags`` are the upper bits of the address byte."""
    digits = bytes.fromhex(address)[::-1]
    apdu = bytes.fromhex(content)
    length = 2 + 1 + 1 + len(digits) + 1 + 2 + len(apdu) + 2
    head = length.to_bytes(2, "little") + bytes((control, flags | len(digits) - 1)) + digits + bytes((client,))
    checked = head + check(head) + apdu
    return b"\x68" + checked + check(checked) + b"\x16"


def hdlc(control: int, content: str, destination: str = "03", source: str = "21", segmented: bool = False) -> bytes:
    """An HDLC frame; addresses as they travel (03 is server 1, 21 is client 16)."""
    information = bytes.fromhex(content)
    after = bytes.fromhex(destination) + bytes.fromhex(source) + bytes((control,))
    length = 2 + len(after) + (2 + len(information) if information else 0) + 2
    head = (0xA000 | (0x0800 if segmented else 0) | length).to_bytes(2, "big") + after
    checked = head + check(head) + information if information else head
    return b"\x7e" + checked + check(checked) + b"\x7e"


def asks(content: str) -> bytes:
    """A DLMS message of the head-end in one HDLC frame."""
    return hdlc(0x10, "E6E600" + content)


def answers(content: str) -> bytes:
    """A DLMS message of the meter in one HDLC frame."""
    return hdlc(0x30, "E6E700" + content, destination="21", source="03")


def check(content: bytes) -> bytes:
    """The frame check bit by bit, low byte first: slow, and another way than the one under test."""
    register = 0xFFFF
    for byte in content:
        for bit in range(8):
            low = (register ^ (byte >> bit)) & 1
            register = (register >> 1) ^ (0x8408 if low else 0)
    return (register ^ 0xFFFF).to_bytes(2, "little")
