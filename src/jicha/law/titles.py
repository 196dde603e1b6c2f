"""What the texts that our data cite are called in English, and their articles; the Chinese name is the text's own."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jicha.terms.errors import JichaError
from jicha.terms.source import Source

_ARTICLE = re.compile(r"第(\d+)条")


class NoTitle(JichaError):
    """A text or an item of one that has no English name."""


def cited(document: str, clause: str, repealed_on: str = "") -> Source:
    """A document and the place in it, in both languages. Raises NoTitle.

    >>> cited("供电营业规则(1996)", "第102条").en
    'Rules of electricity supply and use (1996), Art. 102'
    """
    english = ", ".join(_english(one) for one in (document, clause) if one)
    return Source(f"{document} {clause}".rstrip(), english, repealed_on)


def _english(text: str) -> str:
    article = _ARTICLE.fullmatch(text)
    if article:
        return f"Art. {article[1]}"
    if text not in _titles():
        raise NoTitle(f"{text} has no English name", "Add it to law/titles.csv.")
    return _titles()[text]


@cache
def _titles() -> Mapping[str, str]:
    rows = csv.DictReader((files("jicha.law") / "titles.csv").read_text(encoding="utf-8").splitlines())
    return MappingProxyType({row["zh"]: row["en"] for row in rows})
