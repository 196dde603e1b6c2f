"""Every error: found by itself, named once in two languages, and planted for rules that exist."""

from __future__ import annotations

import pytest

from jicha.pages.library import Library
from jicha.twin.error import Error, Stage
from jicha.twin.every_error import all_errors

CODES = sorted(all_errors())
RULES = {page.code for page in Library.shipped().rules}


def test_errors_are_found_by_their_code_and_none_is_named_twice() -> None:
    assert "loss_on_high_side" in CODES
    for named in ("name", "name_zh"):
        names = [getattr(one, named) for one in all_errors().values()]
        assert all(names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", CODES)
def test_an_error_is_one_and_is_planted_for_a_rule_that_ships(code: str) -> None:
    one = all_errors()[code]
    assert isinstance(one, Error)
    assert one.code == code
    assert one.codes
    assert set(one.codes) <= RULES
    assert one.stage in Stage
