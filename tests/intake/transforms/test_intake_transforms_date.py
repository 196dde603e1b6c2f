"""Dates of sources: an exchange of day and month undone."""

from datetime import date

import pyarrow as pa

from jicha.intake.transforms.date import exchange_day_and_month


def test_an_exchange_of_day_and_month_is_undone_where_there_can_have_been_one() -> None:
    days = pa.array([date(2012, 3, 7), date(2012, 7, 7), date(2012, 1, 13), None]).cast(pa.timestamp("us"))
    undone = exchange_day_and_month(days).cast(pa.date32()).to_pylist()
    assert undone == [date(2012, 7, 3), date(2012, 7, 7), date(2012, 1, 13), None]
