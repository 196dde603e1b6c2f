"""The days of an act by edition; the cases stand in tests/nasty/money."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jicha.law.act_period import act_spans

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(1, 4000))
def test_spans_follow_each_other_and_lose_no_day(start: date, days: int) -> None:
    spans = act_spans(start, start + timedelta(days=days))
    assert sum(one.days for one in spans) == days
    assert [one.end for one in spans[:-1]] == [one.start for one in spans[1:]]
    assert not any(one.assumed for one in spans)


@given(DAYS)
def test_where_nobody_knows_since_when_the_days_are_assumed(end: date) -> None:
    spans = act_spans(None, end)
    assert sum(one.days for one in spans) == 180
    assert all(one.assumed for one in spans)
