"""Delivered text on one line of a terminal or a log: what would steer either is written out."""

from __future__ import annotations

import unicodedata

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))  # control, format (bidi, zero width), lone halves, line ends


def one_line(text: str) -> str:
    r"""Text with every sign that nobody sees written out, so that it can neither forge a line nor colour a screen.

    >>> one_line("李明\n2026-01-01 all is well\x1b[2J\u202e")
    '李明\\n2026-01-01 all is well\\x1b[2J\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(_written_out(one) if unicodedata.category(one) in _STEERING else one for one in text)


def _written_out(sign: str) -> str:
    if sign in _NAMED:
        return _NAMED[sign]
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
