"""The nearest right word, for messages about an unknown one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


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
    words = sorted(set(known))
    close = nearest(word, words)
    if close:
        return f"Did you mean {close}?"
    listed = ", ".join(words[:12]) + (", ..." if len(words) > 12 else "")
    return f"Known: {listed}." if words else ""
