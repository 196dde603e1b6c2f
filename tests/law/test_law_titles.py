"""Every text that a number of ours cites has a name in both languages."""

from __future__ import annotations

import pytest

from jicha.law.datum import every
from jicha.law.supply_rules import editions
from jicha.law.titles import NoTitle, cited


def test_every_text_of_the_data_is_named_in_both_languages() -> None:
    found = [one.text for rows in every().values() for one in rows if one.document]
    assert len(found) > 100
    for one in found:
        assert one.en.isascii()
        assert not one.zh.isascii() or one.zh == one.en


def test_the_supply_rules_are_called_as_their_editions_are() -> None:
    for one in editions():
        found = cited(one.title_zh, "第98条")
        assert (found.zh, found.en) == (f"{one.title_zh} 第98条", f"{one.title}, Art. 98")


def test_a_text_without_an_article_is_named_alone() -> None:
    assert cited("供电营业规则(2024)", "").en == "Rules of electricity supply and use (2024)"


def test_a_text_that_has_no_english_name_is_refused() -> None:
    with pytest.raises(NoTitle, match="某某规定"):
        cited("某某规定", "第1条")
