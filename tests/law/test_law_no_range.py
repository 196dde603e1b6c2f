"""A sheet without a range says why."""

import pytest

from jicha.law.no_range import no_range
from jicha.law.recover import example, kinds, recover
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet


def every(sheet: Worksheet) -> list[Worksheet]:
    return [sheet, *(one for other in sheet.alternatives for one in every(other))]


def says(sheet: Worksheet) -> bool:
    """Whether a sheet shows a range, or says why it shows none."""
    words = {one.word for one in sheet.remarks}
    silent = {"connection_unknown", "use_not_bounded", "multiple_fixed_by_text", "multiple_is_fixed"}
    return bool(sheet.bounds) or bool(words & silent) or any(one.startswith("no_range_") for one in words)


def test_it_is_a_remark() -> None:
    sheet = Sheet("test")
    assert not says(sheet.done())
    no_range(sheet, "fixed")
    assert says(sheet.done())


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_shows_a_range_or_says_why_not(kind: str) -> None:
    case = example(kind)
    assert all(says(one) for one in every(recover(case)))
    if "contract_multiple" in case:
        del case["contract_multiple"]
        assert all(says(one) for one in every(recover(case)))
