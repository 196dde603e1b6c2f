"""Code words of a file and what they are among our codes: by our own word, by its meaning, or as a profile knows it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from jicha.intake.expression import Expression
from jicha.intake.shipped import profiles
from jicha.intake.transform import Transform
from jicha.intake.transforms.code import Code
from jicha.intake.transforms.first import First
from jicha.schema import code_list, code_lists

Codes = Mapping[str, Mapping[str, str]]  # by code list: their words and ours

_YES = ("是", "Y", "y", "YES", "Yes", "yes", "TRUE", "True", "true", "T", "1", "有", "已", "执行", "√", "开", "启用")
_NO = ("否", "N", "n", "NO", "No", "no", "FALSE", "False", "false", "F", "0", "无", "未", "不执行", "×", "关", "停用")


@cache
def known_codes(without: frozenset[str] = frozenset()) -> Codes:
    """What the shipped profiles say of codes, by code list; ``without`` names profiles that are not asked."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for profile in profiles():
        if profile.name in without:
            continue
        for kind in profile.files:
            for target in kind.targets:
                for expression in target.columns.values():
                    for made in _codes_of(expression):
                        pairs = zip(made.theirs, made.ours, strict=True)
                        found[expression.type.code_list].update(
                            (theirs, ours) for theirs, ours in pairs if not theirs.endswith("*")
                        )
    return found


def match_codes(name: str, values: Sequence[str], codes: Codes) -> dict[str, str]:
    """The values that are codes of the list ``name``, and which of ours each is.

    Numbers as other systems have them count only when one system's own list knows every one of them.
    """
    ours = code_list(name)
    by_meaning = {_key(word): code for code, (english, chinese) in ours.meanings.items() for word in (english, chinese)}
    known = codes.get(name, {})
    found: dict[str, str] = {}
    for value in values:
        code = value if value in ours.meanings else by_meaning.get(_key(value)) or known.get(value)
        code = code or _contained(_key(value), by_meaning)
        if code:
            found[value] = code
    if len(found) < len(values):
        for mapping in code_lists()[name].mappings.values():
            if all(one in mapping for one in values):
                return {one: mapping[one] for one in values}
    return found


def yes_and_no(values: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words for yes and for no, each with its opposite where only one was met; None if there are others."""
    yes = tuple(one for one in _YES if one in values)
    no = tuple(one for one in _NO if one in values)
    if not values or len(yes) + len(no) != len(values):
        return None
    yes = yes or tuple(_YES[_NO.index(one)] for one in no)
    no = no or tuple(_NO[_YES.index(one)] for one in yes)
    return yes, no


def _codes_of(expression: Expression) -> Iterator[Code]:
    made: Transform = expression.transform
    if isinstance(made, Code):
        yield made
    elif isinstance(made, First):
        for way in made.ways:
            yield from _codes_of(way)


def _contained(key: str, by_meaning: Mapping[str, str]) -> str:
    """The one code whose meaning holds the word, or is held by it."""
    if len(key) < 2:
        return ""
    found = {code for meaning, code in by_meaning.items() if len(meaning) > 1 and (key in meaning or meaning in key)}
    return found.pop() if len(found) == 1 else ""


def _key(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(one for one in folded if one.isalnum())
