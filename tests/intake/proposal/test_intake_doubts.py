import ast
import re
from importlib.resources import files

import pytest

from jicha.intake.proposal.doubts import doubtful, doubts, found, listed

_CALLED = {"doubtful", "found"}


def _said_in_source() -> dict[str, set[str]]:
    """Every doubt that the package says, with the names of its arguments."""
    said: dict[str, set[str]] = {}
    for path in files("jicha.intake.proposal").iterdir():
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.name.endswith(".py") else ast.Module([], [])
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in _CALLED and node.args:
                said[ast.literal_eval(node.args[0])] = {str(one.arg) for one in node.keywords}
    return said


def test_every_doubt_has_words_in_both_languages_with_the_arguments_that_it_is_given() -> None:
    for doubt, arguments in _said_in_source().items():
        for language in ("en", "zh"):
            words = doubts()[doubt][language]
            assert words
            assert set(re.findall(r"\{(\w+)\}", words)) <= arguments, (doubt, language)


def test_no_words_are_kept_for_doubts_that_nothing_says() -> None:
    assert sorted(set(doubts()) - set(_said_in_source())) == []


def test_a_doubt_stays_on_one_line_whatever_was_delivered() -> None:
    said = doubtful(
        "values_do_not_fit", word="a\nb: {type}", table="t", column="c", rows=1, type="date", example="x" * 999
    )
    for language in ("en", "zh"):
        words = said.said(language)
        assert "\n" not in words
        assert "{type}" in words  # what was delivered is no place for an argument
        assert "x" * 197 + "..." in words
        assert len(words) < 500


def test_what_decides_and_what_was_found() -> None:
    assert (doubtful("all_blank", word="x").decides, found("all_blank", word="x").decides) == (True, False)
    with pytest.raises(KeyError, match="nonsense"):
        found("nonsense").said("en")


def test_lists_are_cut() -> None:
    assert (listed(["a", "b"]), listed(["a", "b", "c"], 2)) == ("a, b", "a, b, ...")
