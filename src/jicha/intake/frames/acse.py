"""Opening and closing of a DLMS association (ACSE, BER), and the initiate messages that it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jicha.intake.frames.frame import Item, Kind, Security
from jicha.intake.frames.named_items import named, secret
from jicha.intake.frames.reader import Reader
from jicha.intake.frames.words import Note

_CONTEXT, _RESULT, _DIAGNOSTIC, _TITLE, _REPLY_TITLE, _MECHANISM, _REPLY_MECHANISM = (
    0xA1, 0xA2, 0xA3, 0xA6, 0xA4, 0x8B, 0x89,
)  # fmt: skip
_SECRETS = (0xAC, 0xAA)  # authentication values of the request and of the reply
_USER = 0xBE
_REASON = 0x80
_INITIATE, _INITIATE_REPLY, _SERVICE_ERROR = 0x01, 0x08, 0x0E
_CIPHERED = (0x21, 0x28)


@dataclass(frozen=True, slots=True)
class Association:
    """What an association message says."""

    kind: Kind
    items: tuple[Item, ...]
    security: Security = Security.NONE


def request(reader: Reader) -> Association:
    """AARQ or RLRQ, behind its tag. Raises BadFrame."""
    items = tuple(_fields(reader.inner(reader.text()), reply=False))
    return Association(Kind.REQUEST, items, _security(items))


def reply(reader: Reader) -> Association:
    """AARE or RLRE, behind its tag: an error reply when the meter refuses. Raises BadFrame."""
    items = tuple(_fields(reader.inner(reader.text()), reply=True))
    refused = any(
        item.note is not None and item.note.note.startswith("dlms_association/") and item.note.note[-2:] != "/0"
        for item in items
    )
    return Association(Kind.ERROR_REPLY if refused else Kind.REPLY, items, _security(items))


def initiate(reader: Reader, tag: int) -> Iterator[Item]:
    """An initiate request or reply, behind its tag. Raises BadFrame."""
    if tag == _INITIATE:
        if reader.choice("dedicated-key OPTIONAL", (0, 1)):
            reader.text()
            yield secret()
        if reader.choice("response-allowed", (0, 1)):
            reader.byte()
    if reader.choice("quality-of-service OPTIONAL", (0, 1)):
        reader.byte()
    yield named("version", Decimal(reader.byte()))
    reader.choice("conformance", (0x5F,))
    if reader.data[reader.at : reader.at + 1] == b"\x1f":
        reader.byte()
    bits = reader.text()[1:]  # the first byte counts unused bits
    yield named("conformance", "".join(f"{byte:08b}" for byte in bits), bits.hex().upper())
    yield named("longest_apdu", Decimal(reader.number(2)))
    if tag == _INITIATE_REPLY:
        reader.take(2)  # the name that the reply still carries for short-name referencing


def _fields(reader: Reader, *, reply: bool) -> Iterator[Item]:
    while reader.left:
        tag = reader.byte()
        content = reader.text()
        inner = reader.inner(content)
        if tag == _CONTEXT:
            yield _object_id("context", inner)
        elif tag == _RESULT and reply:
            code = _last(content)
            yield replace(named("association", raw=content.hex().upper()), note=Note(f"dlms_association/{code}"))
        elif tag == _DIAGNOSTIC and reply:
            source = content[0] & 0x0F if content else 0
            note = Note(f"dlms_diagnostic/{source}.{_last(content)}")
            yield replace(named("diagnostic", raw=content.hex().upper()), note=note)
        elif tag in (_TITLE, _REPLY_TITLE) and content[:1] == b"\x04":
            yield named("system_title", content[2:].hex().upper(), content.hex().upper())
        elif tag in (_MECHANISM, _REPLY_MECHANISM):
            yield named("mechanism", Decimal(_last(content)), content.hex().upper())
        elif tag in _SECRETS:
            yield secret()
        elif tag == _USER:
            yield from _user(inner)
        elif tag == _REASON:
            yield named("reason", Decimal(_last(content)), content.hex().upper())


def _object_id(what: str, reader: Reader) -> Item:
    reader.choice("object identifier", (0x06,))
    content = reader.text()
    return named(what, Decimal(_last(content)), content.hex().upper())


def _user(reader: Reader) -> Iterator[Item]:
    reader.choice("user information", (0x04,))
    inner = reader.inner(reader.text())
    if not inner.left:
        return
    tag = inner.byte()
    if tag in (_INITIATE, _INITIATE_REPLY):
        yield from initiate(inner, tag)
        inner.finish()
    elif tag == _SERVICE_ERROR:
        yield named("error", raw=inner.take(inner.left).hex().upper(), note=Note("not_decoded"))
    elif tag in _CIPHERED:
        yield named("ciphertext", raw=inner.take(inner.left).hex().upper(), note=Note("ciphered"))
    else:
        yield named("apdu", raw=f"{tag:02X}{inner.take(inner.left).hex().upper()}", note=Note("not_decoded"))


def _security(items: tuple[Item, ...]) -> Security:
    ciphered = any(item.note is not None and item.note.note == "ciphered" for item in items)
    return Security.CIPHERED if ciphered else Security.NONE


def _last(content: bytes) -> int:
    return content[-1] if content else 0
