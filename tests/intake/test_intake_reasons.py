"""Reasons in two languages."""

import re
from pathlib import Path

import jicha.intake
from jicha.intake.reasons import reasons


def test_every_reason_speaks_both_languages() -> None:
    for one in reasons().values():
        assert one.meaning.isascii()
        assert one.remedy.isascii()
        assert not one.meaning_zh.isascii()
        assert not one.remedy_zh.isascii()


def test_both_languages_name_the_same_arguments() -> None:
    for one in reasons().values():
        assert set(re.findall(r"\{\w+\}", one.remedy)) == set(re.findall(r"\{\w+\}", one.remedy_zh)), one.reason


def test_arguments_fill_the_words_even_when_they_hold_braces() -> None:
    one = reasons()["unknown_code"]
    assert one.remedy_for(value="", column="{value}", expected="0, 1").startswith("{value} knows: 0, 1.")
    assert "0, 1" in one.remedy_zh_for(value="", column="x", expected="0, 1")


def test_every_reason_that_the_room_gives_is_listed_and_every_listed_one_is_given() -> None:
    folder = Path(jicha.intake.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    assert [one for one in reasons() if f'"{one}"' not in code] == []
