"""When a watch ends, and from which month it looks; whole days are run in tests/end_to_end."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import policy_region as region
import pytest
from test_audit_policy_watch import DAY, WATCH

from jicha.audit.policy.begin import Policy, begin
from jicha.audit.policy.day import DayState, DayToCome, WatchDay, end_of, first_month, watch_day
from jicha.audit.policy.watch import WatchEnd, watches
from jicha.pages.library import Library
from jicha.store.store import Store
from jicha.tariffs.deliver import load_prices

WHOLE = replace(DAY, bills_executed=300, bills_wrong=0, share_percent=Decimal(100))

DAYS = {
    "all is executed": (WHOLE, WatchEnd.EXECUTED),
    "a bill is wrong": (replace(WHOLE, bills_wrong=1, share_percent=Decimal("99.667")), None),
    "a point was not billed yet": (replace(WHOLE, points_unbilled=1), None),
    "no point is known to have the prices": (replace(WHOLE, points_unbilled=None), None),
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


LIBRARY = Library.shipped()


def begun(folder: Path) -> Path:
    root = region.make(folder)
    asked = Policy(book=str(folder / "new.yaml"), valid_from=region.POLICY, cycles=3, opened_by="Li Ming",
                   opened_on=date(2025, 2, 25), rules=("BIL-048",))  # fmt: skip
    begin(root, asked, library=LIBRARY, received_at=datetime(2025, 2, 25))
    return root


def day_of(root: Path, today: date, received_at: datetime) -> WatchDay:
    (found,) = watch_day(root, today, library=LIBRARY, received_at=received_at)
    return found


def test_a_day_to_come_is_refused_and_ends_nothing(tmp_path: Path) -> None:
    """A year mistyped would end the watch, and no day before that year would be looked at any more."""
    root = begun(tmp_path)
    with pytest.raises(DayToCome) as caught:
        day_of(root, date(2026, 4, 3), datetime(2025, 4, 3))
    assert all(one.message_zh and one.remedy_zh for one in caught.value.faults)
    assert [(one.watch.watch_end, one.days) for one in watches(Store.open(root))] == [(None, ())]


def test_a_watch_whose_prices_were_taken_out_ends_as_withdrawn_and_runs_nothing(tmp_path: Path) -> None:
    root = begun(tmp_path)
    load_prices(root, str(tmp_path / "old.yaml"), received_at=datetime(2025, 3, 20))
    told = day_of(root, date(2025, 4, 3), datetime(2025, 4, 3))
    assert (told.state, told.run, told.watched.days) == (DayState.WITHDRAWN, None, ())
    (kept,) = watches(Store.open(root))
    assert (kept.watch.watch_end, kept.watch.closed_on) == (WatchEnd.WITHDRAWN, date(2025, 4, 3))
    assert watch_day(root, date(2025, 4, 4), library=LIBRARY, received_at=datetime(2025, 4, 4)) == ()


def test_bills_that_were_cancelled_and_not_issued_anew_leave_their_points_without_a_bill(tmp_path: Path) -> None:
    """The 25 wrong bills of March are reversed: the 275 others are all right, and yet not everybody has one."""
    root = begun(tmp_path)
    bills = region.bills(date(2025, 3, 1))
    wrong = {row["bill_id"] for row in region.bills(date(2025, 3, 1), only_wrong=True)}
    region.deliver(root, "2025-04-02", bill=[row | {"bill_status": "reversed"} if row["bill_id"] in wrong else row
                                             for row in bills])  # fmt: skip
    told = day_of(root, date(2025, 4, 3), datetime(2025, 4, 3))
    (day,) = told.watched.days
    assert (day.bills_due, day.bills_wrong, day.share_percent, day.points_unbilled) == (275, 0, Decimal(100), 25)
    assert told.watched.watch.watch_end is None


def test_one_right_bill_is_not_all_where_no_point_states_its_price(tmp_path: Path) -> None:
    root = begun(tmp_path)
    blank = [{"point_id": f"p-{customer}", "customer_id": customer, "org_id": station, "point_status": "in_use"}
             for station, _, customer in region.customers()]  # fmt: skip
    region.deliver(root, "2025-04-01", correct=True, point=blank)
    bills = [row for row in region.bills(date(2025, 3, 1)) if row["bill_id"] == "south-2001-01-202503"]
    region.deliver(root, "2025-04-02", bill=bills)
    told = day_of(root, date(2025, 4, 3), datetime(2025, 4, 3))
    (day,) = told.watched.days
    assert (day.bills_due, day.share_percent, day.points_unbilled) == (1, Decimal(100), None)
    assert told.watched.watch.watch_end is None


def test_a_policy_on_other_prices_ends_the_edition_and_that_is_said(tmp_path: Path) -> None:
    """From 1 April the price of farms falls: an edition of its own, which the bills of April for commerce carry too."""
    root = begun(tmp_path)
    farms = '    voltages: [ac_220_v]\n    surcharges_included: true\n    valid_from: 2023-01-01\n    codes: ["3001"]\n'
    book, end = region.book(policy=True), "valid_from: 2023-01-01, source: old,"
    head, tail = book.split(farms)
    later = tail.replace(end, "valid_from: 2023-01-01, valid_to: 2025-04-01, source: old,") + (
        "      - {component: energy, price: 0.45, unit: CNY/kWh, valid_from: 2025-04-01, source: new,\n"
        "         confidence: A}\n"
    )
    (tmp_path / "both.yaml").write_text(head + farms + later, encoding="utf-8")
    load_prices(root, str(tmp_path / "both.yaml"), received_at=datetime(2025, 3, 20))
    for day, month in (("2025-04-02", date(2025, 3, 1)), ("2025-05-02", date(2025, 4, 1))):
        region.deliver(root, day, bill=region.bills(month))
    assert (day_of(root, date(2025, 3, 31), datetime(2025, 4, 1))).until is None
    told = day_of(root, date(2025, 5, 3), datetime(2025, 5, 3))
    assert told.until == date(2025, 4, 1)
    assert told.watched.days[-1].bills_wrong == 25  # those of March alone
