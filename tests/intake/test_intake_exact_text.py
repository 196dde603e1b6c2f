"""The exact text of typed values, and floats that no identifier can be made of."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa

from jicha.intake.exact_text import damaged_floats, text_of_values


def test_whole_floats_have_no_point_and_others_their_shortest_text() -> None:
    values = pa.array([27271137322200.0, 0.0, -3.0, 0.1, None])
    assert text_of_values(values).to_pylist() == ["27271137322200", "0", "-3", "0.1", None]


def test_dates_and_moments_are_iso() -> None:
    assert text_of_values(pa.array([date(2016, 2, 9)])).to_pylist() == ["2016-02-09"]
    midnight, later = datetime(2016, 2, 9), datetime(2016, 2, 9, 10, 20)
    assert text_of_values(pa.array([midnight, later], pa.timestamp("ns"))).to_pylist() == [
        "2016-02-09", "2016-02-09 10:20:00"
    ]  # fmt: skip


def test_a_moment_with_a_zone_is_told_in_its_zone() -> None:
    moment = pa.array([datetime(2016, 2, 9, 16, tzinfo=UTC)], pa.timestamp("us", "Asia/Shanghai"))
    assert text_of_values(moment).to_pylist() == ["2016-02-10"]


def test_numbers_and_booleans_are_written_as_they_are() -> None:
    assert text_of_values(pa.array([Decimal("1.50")])).to_pylist() == ["1.50"]
    assert text_of_values(pa.array([True, False])).to_pylist() == ["true", "false"]


def test_a_float_is_an_identifier_only_while_it_is_exact() -> None:
    floats = pa.array([123.0, 2.0**53, 1.5, float("inf"), None])
    assert damaged_floats(floats).tolist() == [False, True, True, True, False]
    assert damaged_floats(pa.array([16777215.0, 16777216.0], pa.float32())).tolist() == [False, True]


def test_in_a_remark_a_float_may_have_decimals() -> None:
    assert damaged_floats(pa.array([1.5, 2.0**53]), fractions=True).tolist() == [False, True]
