"""A policy that arrives is checked before anything is written, and is watched once."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import policy_region as region
import pytest

from jicha.audit.policy.begin import NoPolicy, Policy, begin, price_rules
from jicha.audit.policy.watch import WatchEnd, keep, watches
from jicha.pages.library import Library
from jicha.store.store import Store
from jicha.tariffs.book_file import BadBook

LIBRARY = Library.shipped()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("policy")
    region.make(made)
    return made


def asked(folder: Path, **changes: object) -> Policy:
    values = {"book": str(folder / "new.yaml"), "valid_from": region.POLICY, "cycles": 3, "opened_by": "Li Ming",
              "opened_on": date(2025, 2, 25), "rules": ("BIL-048",)}  # fmt: skip
    return Policy(**(values | changes))  # type: ignore[arg-type]


def refusal(folder: Path, policy: Policy) -> str:
    with pytest.raises(NoPolicy) as caught:
        begin(folder / "store", policy, library=LIBRARY, received_at=datetime(2025, 2, 25))
    assert all(one.message_zh and one.remedy_zh for one in caught.value.faults)
    assert watches(Store.open(folder / "store")) == ()
    return str(caught.value)


def test_what_cannot_be_watched_is_refused_with_what_to_do(folder: Path) -> None:
    assert "2025-03-01" in refusal(folder, asked(folder, valid_from=date(2025, 3, 2)))  # names the day of the change
    assert "--by" in refusal(folder, asked(folder, opened_by="  "))
    assert "--cycles" in refusal(folder, asked(folder, cycles=0))
    assert "1 to 120" in refusal(folder, asked(folder, cycles=121))  # a watch to the year 10000 could never be shown
    assert "2025-03-01" in refusal(folder, asked(folder, valid_from=date.min))
    assert "BIL-999" in refusal(folder, asked(folder, rules=("BIL-048", "BIL-999")))
    assert "2025-02-27" in refusal(folder, asked(folder, opened_on=date(2025, 2, 27)))  # two days after it came


def test_a_book_whose_prices_hold_for_no_unit_is_refused_before_anything_is_written(folder: Path) -> None:
    other = folder / "other.yaml"
    other.write_text(region.book(policy=True).replace('region: "99"', 'region: "33"'), encoding="utf-8")
    before = Store.open(folder / "store").snapshot().digest
    assert "jicha tariffs use 33" in refusal(folder, asked(folder, book=str(other)))
    assert Store.open(folder / "store").snapshot().digest == before


def test_a_book_that_does_not_hold_together_is_refused_before_anything_is_written(folder: Path) -> None:
    bad = folder / "bad.yaml"
    overlap = region.book(policy=True).replace(f", valid_to: {region.POLICY}", "", 1)  # two prices hold on one day
    bad.write_text(overlap, encoding="utf-8")
    with pytest.raises(BadBook):
        begin(folder / "store", asked(folder, book=str(bad)), library=LIBRARY, received_at=datetime(2025, 2, 25))
    assert watches(Store.open(folder / "store")) == ()


def test_without_rules_all_that_rest_on_prices_are_watched() -> None:
    rules = price_rules(LIBRARY)
    assert {"BIL-048", "BIL-008"} <= set(rules)
    assert not {"BIL-016", "MET-018"} & set(rules)


def test_the_watch_names_the_edition_and_the_prices_that_change_and_begins_once(folder: Path) -> None:
    first = begin(folder / "store", asked(folder), library=LIBRARY, received_at=datetime(2025, 2, 26))
    assert (first.is_new, first.watch.watch_id, first.watch.book_id) == (True, "99@2025-03-01", "99@2025-03-01")
    assert first.watch.price_codes == ("2001", "2002", "P2001", "P2002")
    again = begin(folder / "store", asked(folder), library=LIBRARY, received_at=datetime(2025, 2, 27))
    assert (again.is_new, again.loaded.batch, again.watch) == (False, None, first.watch)
    longer = begin(folder / "store", asked(folder, cycles=4), library=LIBRARY, received_at=datetime(2025, 2, 28))
    assert (longer.is_new, longer.watch.cycles) == (True, 4)
    assert [one.watch for one in watches(Store.open(folder / "store"))] == [longer.watch]
    assert (longer.before, first.before, again.before) == (first.watch, None, first.watch)


def test_after_the_end_only_a_longer_watch_or_prices_that_come_back_begin_it_again(folder: Path) -> None:
    store = Store.open(folder / "store")
    (stands,) = [one.watch for one in watches(store)]
    over = replace(stands, closed_on=date(2025, 8, 1), watch_end=WatchEnd.CYCLES_OVER)
    keep(store, received_at=datetime(2025, 8, 1), watch=over)
    same = begin(folder / "store", asked(folder, cycles=4), library=LIBRARY, received_at=datetime(2025, 8, 2))
    assert (same.is_new, same.watch) == (False, over)
    longer = begin(folder / "store", asked(folder, cycles=9), library=LIBRARY, received_at=datetime(2025, 8, 3))
    assert (longer.is_new, longer.watch.watch_end, longer.before) == (True, None, over)
    withdrawn = replace(longer.watch, closed_on=date(2025, 8, 4), watch_end=WatchEnd.WITHDRAWN)
    keep(store, received_at=datetime(2025, 8, 4), watch=withdrawn)
    back = begin(folder / "store", asked(folder, cycles=9), library=LIBRARY, received_at=datetime(2025, 8, 5))
    assert (back.is_new, back.watch.watch_end) == (True, None)
