"""When a watch ends, and from which month it looks; whole days are run in tests/end_to_end."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import policy_region as region
import pytest
from test_audit_policy_watch import DAY, WATCH

from jicha.audit.policy.day import end_of, first_month
from jicha.audit.policy.watch import WatchEnd
from jicha.store.store import Store

WHOLE = replace(DAY, bills_executed=300, bills_wrong=0, share_percent=Decimal(100))

DAYS = {
    "all is executed": (WHOLE, WatchEnd.EXECUTED),
    "a bill is wrong": (replace(WHOLE, bills_wrong=1, share_percent=Decimal("99.667")), None),
    "a point was not billed yet": (replace(WHOLE, points_unbilled=1), None),
    "nothing could be judged": (replace(WHOLE, share_percent=None, bills_unsure=300), None),
    "one in twenty is unsure": (replace(WHOLE, bills_unsure=15), WatchEnd.EXECUTED),
    "more are unsure": (replace(WHOLE, bills_unsure=16), None),
    "the day before the cycles are over": (replace(DAY, day=date(2025, 6, 30)), None),
    "the cycles are over": (replace(DAY, day=date(2025, 7, 1)), WatchEnd.CYCLES_OVER),
    "executed on that very day": (replace(WHOLE, day=date(2025, 7, 1)), WatchEnd.EXECUTED),
}


@pytest.mark.parametrize("name", DAYS)
def test_a_watch_ends_when_all_is_executed_or_its_cycles_are_over(name: str) -> None:
    day, end = DAYS[name]
    assert end_of(WATCH, day) is end


def test_a_bill_over_the_first_day_that_stands_under_an_earlier_month_is_looked_at(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    assert first_month(store, date(2025, 3, 16)) == date(2025, 3, 1)

    def bill(number: int, month: date, start: date, end: date) -> dict[str, object]:
        return {"bill_id": f"b{number}", "month": month, "period_start": start, "period_end": end, "issued_on": end}

    region.deliver(store.root, "2025-04-01", bill=[bill(1, date(2025, 2, 1), date(2025, 2, 1), date(2025, 3, 1))])
    assert first_month(store, date(2025, 3, 1)) == date(2025, 3, 1)  # ends as the policy begins
    region.deliver(store.root, "2025-04-02", bill=[bill(2, date(2025, 2, 1), date(2025, 1, 20), date(2025, 3, 20))])
    assert first_month(store, date(2025, 3, 1)) == date(2025, 2, 1)
    region.deliver(store.root, "2025-04-03", bill=[bill(3, date(2020, 1, 1), date(2020, 1, 1), date(2025, 4, 1))])
    assert first_month(store, date(2025, 3, 1)) == date(2025, 2, 1)  # a bill over five years does not draw them in
