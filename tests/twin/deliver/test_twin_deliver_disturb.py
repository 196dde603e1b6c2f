"""Rows are disturbed as often as is asked for, and what is right is kept for the next month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from jicha.twin.deliver.disturb import CORRECTED, DOUBLED, MALFORMED, Disturbed, disturbed
from jicha.twin.deliver.forms.sheet import SLID
from jicha.twin.deliver.layout import Layout
from jicha.twin.deliver.quality import Quality
from jicha.twin.streams import Stream

COUNT = 4_000
LAYOUT = Layout(
    name="bills", title="清单", system="receipt", form="csv", tables=("bill",), driven_by=("bill",), key=("编号",),
    sql="", disturbed=True, breaks=(("金额", "number"), ("日期", "date"), ("编号", "key")), corrects="金额",
)  # fmt: skip
ROWS = pa.table(
    {
        "编号": [str(one) for one in range(COUNT)],
        "金额": pa.array([Decimal(one) for one in range(COUNT)], pa.decimal128(18, 2)),
        "日期": pa.array([date(2026, 1, 2)] * COUNT, pa.date32()),
    }
)


def told(quality: Quality, layout: Layout = LAYOUT, form: str = "csv", rows: pa.Table = ROWS) -> Disturbed:
    return disturbed(rows, layout, form, quality, draws=(Stream(1, "所", "which"), Stream(1, "所", "how")))


def test_nothing_is_disturbed_unless_it_is_asked_for() -> None:
    for one in (told(Quality()), told(Quality(late=1.0), rows=ROWS.slice(0, 0))):
        assert (one.damages, len(one.left), one.late) == ((), 0, 0)
    assert told(Quality()).rows is ROWS


def test_late_rows_are_left_for_the_next_month_and_no_row_is_lost() -> None:
    one = told(Quality(late=0.25))
    assert one.late == len(one.left)
    assert abs(one.late - COUNT / 4) < 120  # four standard deviations
    assert sorted(int(name) for name in [*one.rows["编号"].to_pylist(), *one.left["编号"].to_pylist()]) == list(
        range(COUNT)
    )


def test_a_doubled_row_stands_twice_and_the_second_is_noted() -> None:
    one = told(Quality(doubled=0.1))
    names = one.rows["编号"].to_pylist()
    assert len(names) == COUNT + len(one.damages) > COUNT
    for damage in one.damages:
        assert damage.damage == DOUBLED
        assert names[damage.place] == names[damage.place - 1]


def test_a_corrected_row_has_another_number_or_none_and_the_right_one_is_left() -> None:
    one = told(Quality(corrected=0.2))
    assert {damage.damage for damage in one.damages} == {CORRECTED}
    assert one.left["编号"].to_pylist() == [one.rows["编号"][damage.place].as_py() for damage in one.damages]
    assert len(one.rows) == COUNT
    assert one.late == 0
    written = {damage.write for damage in one.damages}
    assert "--" in written
    for damage in one.damages:
        if damage.write != "--":
            assert Decimal(str(damage.write)) == 2 * one.rows["金额"][damage.place].as_py() + 1


def test_what_was_not_acquired_says_so_on_the_screens_of_readings() -> None:
    readings = Layout(**{**{name: getattr(LAYOUT, name) for name in LAYOUT.__slots__}, "system": "bill_issue"})
    assert "采集失败" in {one.write for one in told(Quality(corrected=0.2), readings).damages}


def test_a_row_without_the_number_is_never_corrected() -> None:
    blank = ROWS.set_column(1, "金额", pa.nulls(COUNT, pa.decimal128(18, 2)))
    assert told(Quality(corrected=1.0), rows=blank).damages == ()


def test_malformed_rows_have_a_cell_that_nobody_can_read() -> None:
    one = told(Quality(malformed=0.5))
    written: dict[str, set[str | None]] = {}
    for damage in one.damages:
        assert damage.damage == MALFORMED
        written.setdefault(damage.column, set()).add(damage.write)
    assert written.keys() == {"金额", "日期", "编号", ""}
    assert written["日期"] == {"2026-02-30"}
    assert written["编号"] == {None}
    assert written[""] == {SLID}
    assert all(str(one).count("l") == 1 for one in written["金额"])


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_form_is_broken_only_as_it_can_be(form: str) -> None:
    columns = {one.column for one in told(Quality(malformed=0.5), form=form).damages}
    assert columns == ({"编号"} if form == "parquet" else {"编号", "金额", "日期"})


def test_a_layout_that_is_master_data_stays_tidy() -> None:
    still = Layout(**{**{name: getattr(LAYOUT, name) for name in LAYOUT.__slots__}, "disturbed": False})
    assert told(Quality(0.2, 0.2, 0.2, 0.2), still).damages == ()
