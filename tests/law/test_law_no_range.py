"""A sheet without a range says why."""

from decimal import Decimal

import pytest

from jicha.law.datum import in_edition
from jicha.law.no_range import fixed_by, no_range
from jicha.law.recover import example, kinds, recover
from jicha.law.settings import Override, Settings
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


def test_what_no_text_at_hand_fixes_is_not_said_to_be_fixed_by_one() -> None:
    proven, remembered = (in_edition("breach_equipment_fee_other", one) for one in ("1996", "2024"))
    settled = Settings(data=(Override("breach_equipment_fee_other", Decimal(4000), "省公司文件", "2024"),))
    for data, word in (
        ((proven,), "no_range_fixed"),
        ((proven, remembered), "no_range_fixed_open"),
        ((in_edition("breach_equipment_fee_other", "2024", settled),), "no_range_fixed"),
    ):
        sheet = Sheet("test")
        fixed_by(sheet, *data)
        assert [one.word for one in sheet.done().remarks] == [word]


def test_the_fee_of_an_edition_that_was_not_read_is_only_believed_to_be_fixed() -> None:
    for kind, day in (("breach_equipment", "day"), ("breach_source", "day")):
        words = {one.word for one in recover(example(kind) | {day: "2024-06-01"}).remarks}
        assert "no_range_fixed_open" in words
        assert "no_range_fixed" not in words
    late = {"kind": "late_fee", "resident": True, "bills": [{"amount": 900, "due": "2024-05-01", "paid": "2024-05-31"}]}
    assert "no_range_fixed" in {one.word for one in recover(late).remarks}
    late["bills"][0]["paid"] = "2024-06-01"  # type: ignore[index]
    assert "no_range_fixed_open" in {one.word for one in recover(late).remarks}
