"""The words by which sources say that there is no value; every profile has them without saying so.

A county's exports write the missing number as ``--``, ``—``, ``/`` or ``采集失败`` more often than as an empty cell. In
a column of numbers, dates or codes such a word can mean nothing else. In a text it can: a remark may be ``无`` and a
name ``空``, so texts and identifiers know only the few that no person writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

# A reading was tried and failed. In a number it is missing like any other, but it is no blank: the transform `failed`
# keeps the difference.
FAILURE_WORDS = ("采集失败", "未采集", "抄表失败", "未抄", "漏采", "通信失败", "终端离线")

_OF_TEXTS = ("NULL", "#N/A", "--", "—")
_OF_VALUES = (
    *_OF_TEXTS, *FAILURE_WORDS,
    "-", "－", "−", "–", "---", "----", "－－", "——", "――", "/", "\\", "／", "＼", "//",
    "无", "空", "空值", "暂无", "无数据", "暂无数据", "缺失", "缺数",
    "null", "Null", "(null)", "<null>", "[NULL]", "(NULL)", "<NULL>", "N/A", "n/a", "NA", "#NA", "NaN", "nan", "NAN",
    "None", "none", "NIL", "nil", "\\N",
)  # fmt: skip


@dataclass(frozen=True)
class NullWords:
    """What a kind of file writes where it has nothing: in values (numbers, dates, codes) and in texts.

    A blank is always nothing and stands in neither list.
    """

    of_values: tuple[str, ...] = _OF_VALUES
    of_texts: tuple[str, ...] = _OF_TEXTS

    @classmethod
    def stated(cls, more: tuple[str, ...] = (), only: tuple[str, ...] | None = None) -> NullWords:
        """The profile's own: ``more`` words besides ours, or ``only`` those that it names."""
        if only is not None:
            return cls(_once(only + more), _once(only + more))
        return cls(_once(_OF_VALUES + more), _once(_OF_TEXTS + more))

    @cached_property
    def in_values(self) -> pa.Array:
        """The words of values, to look texts up in."""
        return pa.array(self.of_values, pa.string())

    @cached_property
    def in_texts(self) -> pa.Array:
        """The words of texts, to look texts up in."""
        return pa.array(self.of_texts, pa.string())


def _once(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
