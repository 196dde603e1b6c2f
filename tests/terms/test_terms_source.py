"""A source is one text on a sheet, and its two names can be told apart again."""

from __future__ import annotations

import pytest

from jicha.terms.source import Source, parse_source


@pytest.mark.parametrize("repealed_on", ["", "2024-06-01"])
def test_a_source_is_read_again_from_its_text(repealed_on: str) -> None:
    source = Source("供电营业规则(1996) 第102条", "Rules of supply (1996), Art. 102", repealed_on)
    assert parse_source(str(source)) == source


@pytest.mark.parametrize("text", ["", "省公司文件", "a ‖ b ‖ c", "a ‖ b ‖ c ‖ d"])
def test_a_text_in_one_language_is_no_such_source(text: str) -> None:
    assert parse_source(text) is None
