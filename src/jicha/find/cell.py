"""One pasted cell made into a number to ask for, or the reason why it is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TABS = "\t\n\r\v\f"
_QUOTES = "'’‘`´\"“”"
_SCIENTIFIC = re.compile(r"[+-]?(\d+(\.\d+)?[eE]\+\d+|\d+\.\d+[eE]\d+)")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.0+)?")
_WHOLE = re.compile(r"(\d+)\.0+")
_EXACT_DIGITS = 15  # what a spreadsheet keeps of a number; later digits become zeros


@dataclass(frozen=True, slots=True)
class Cell:
    """``number`` is what to ask for ("" if nothing); ``refused`` is the id of the reason why it is not asked.

    ``invisible`` counts the characters without a picture that were taken out. ``doubtful`` says that the last digits
    may be a spreadsheet's zeros.
    """

    number: str
    refused: str = ""
    invisible: int = 0
    doubtful: bool = False


def visible(text: str) -> tuple[str, int]:
    """``text`` in plain forms (full-width folded, other digits as 0-9), without invisible characters, and their count.

    Zero-width characters and marks that turn the direction of writing come along with a paste from a web page or a
    chat; two numbers that look the same would differ.

    >>> visible("\\u200b００12\\u202e")
    ('0012', 2)
    """
    folded = unicodedata.normalize("NFKC", text)
    if folded.isascii() and folded.isprintable():
        return folded, 0
    kept = [one for one in folded if one in _TABS or unicodedata.category(one) not in ("Cf", "Cc")]
    plain = "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in kept)
    return plain, len(folded) - len(kept)


def read_cell(text: str, *, quoted: bool = False) -> Cell:
    """The number in one cell. ``quoted`` tells that commas in it cannot part one number from the next.

    >>> read_cell("'0012345678").number, read_cell("12345.0").number, read_cell("1.2E+11").refused
    ('0012345678', '12345', 'scientific')
    """
    plain, invisible = visible(text)
    number = plain.strip().strip(_QUOTES).strip().rstrip(".。")
    if not any(one.isdigit() for one in number):
        return Cell("", "not_a_number", invisible)
    if _SCIENTIFIC.fullmatch(number):
        return Cell("", "scientific", invisible)
    if _THOUSANDS.fullmatch(number):
        if not quoted:
            return Cell("", "thousands", invisible)
        number = number.replace(",", "")
    whole = _WHOLE.fullmatch(number)
    number = whole[1] if whole else number
    doubtful = number.isdecimal() and len(number) > _EXACT_DIGITS and set(number[_EXACT_DIGITS:]) == {"0"}
    return Cell(number, "", invisible, doubtful)
