"""The nearest right word, for messages about an unknown one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from jicha.terms.errors import Words


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like ``word``, or an empty text when none does.

    >>> nearest("counter_numbr", ["counter_number", "client_no"])
    'counter_number'
    >>> nearest("zzz", ["counter_number"])
    ''
    """
    by_fold = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """A remedy: the nearest word, or the list of all of them when none is near (at most a dozen)."""
    return suggested(word, known).en


def suggested(word: str, known: Iterable[str]) -> Words:
    """The same in both languages."""
    words = sorted(set(known))
    close = nearest(word, words)
    if close:
        return Words(f"Did you mean {close}?", f"是否应为 {close}？")
    if not words:
        return Words("", "")
    more, more_zh = (", ...", " 等") if len(words) > 12 else ("", "")
    return Words(f"Known: {', '.join(words[:12])}{more}.", f"可选：{'、'.join(words[:12])}{more_zh}。")
