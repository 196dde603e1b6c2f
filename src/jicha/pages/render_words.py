"""The fixed words of the rendered pages, in two languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Pair(NamedTuple):
    """One thing said in English and in Chinese."""

    en: str
    zh: str


@cache
def every_word() -> Mapping[str, Pair]:
    """All fixed words by id."""
    text = (files("jicha.pages") / "render_words.csv").read_text(encoding="utf-8")
    return {row["id"]: Pair(row["english"], row["chinese"]) for row in csv.DictReader(text.splitlines())}


def word(word_id: str) -> Pair:
    """The words of an id. Raises KeyError: a page is never rendered with a raw id in it."""
    return every_word()[word_id]
