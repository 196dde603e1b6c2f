"""The words of frames in two languages: codes of services, errors and states, and the notes on values."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Note:
    """Why a value is missing, or what a reader must know of it: an id with its arguments, put into words at the edge.

    The id is of the list of notes, or names its list: ``dlt698_result/6``.

    >>> Note("not_decimal", "12A4").say()
    'hex digits where decimal ones belong: 12A4'
    """

    note: str
    argument: str = ""

    def say(self) -> str:
        """The note in English."""
        return self._words()[0].replace("{}", self.argument)

    def say_zh(self) -> str:
        """The note in Chinese."""
        return self._words()[1].replace("{}", self.argument)

    def _words(self) -> tuple[str, str]:
        group, slash, code = self.note.partition("/")
        return word(group, code) if slash else word("note", self.note)


def word(group: str, code: str) -> tuple[str, str]:
    """English and Chinese for a code of a list; a code without words gives itself twice.

    >>> word("dlt645_error", "1")
    ('no such data', '无请求数据')
    """
    return words().get((group, code), (code, code))


def known(group: str, code: str) -> bool:
    """Whether the list has words for the code."""
    return (group, code) in words()


@cache
def words() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Every word by list and code, from words.csv."""
    return MappingProxyType({(row["list"], row["code"]): (row["name"], row["name_zh"]) for row in rows("words.csv")})


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables that lie beside this module."""
    with (files("jicha.intake.frames") / name).open(encoding="utf-8") as text:
        return list(csv.DictReader(text))
