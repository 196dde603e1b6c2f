"""What a delivery is held against."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from jicha.intake.held import Held
from jicha.intake.load import load_files
from jicha.intake.profile import Profile
from jicha.intake.staging import Stage
from jicha.store.delivery import Delivery
from jicha.store.store import Store

NOON = datetime(2026, 2, 1, 12)


def delivery(at: datetime) -> Delivery:
    return Delivery(source="t", profile="trial", profile_digest="0" * 64, files=(), received_at=at)


def test_a_delivery_is_late_only_for_what_was_received_after_it(
    store: Store, write: Callable[..., Path], trial: Profile
) -> None:
    path = write("no,customer,day,kwh,status\n1,a,2026-01-01,6,0\n")
    load_files(store, [path], profile=trial, received_at=NOON)
    tables = frozenset({"bill", "point"})
    before, after = datetime(2026, 2, 1, 11), datetime(2026, 2, 1, 13)
    assert Held(store.snapshot(), delivery(before), tables).is_late("bill")
    assert not Held(store.snapshot(), delivery(after), tables).is_late("bill")
    assert not Held(store.snapshot(), delivery(before), tables).is_late("point")
    assert not Held(store.snapshot(), delivery(before), frozenset()).is_late("bill")


def test_a_mention_says_more_when_some_stored_row_lacks_its_columns(
    store: Store, write: Callable[..., Path], trial: Profile
) -> None:
    load_files(store, [write("no,customer,day,kwh,status\n1,a,2026-01-01,6,0\n")], profile=trial, received_at=NOON)
    held = Held(store.snapshot(), delivery(NOON), frozenset({"bill"}))
    (target,) = trial.files[0].targets
    assert not held.says_more(Stage(0, target, Path("x")))
    richer = type(target)(target.table, target.kind, False, None, {**target.columns, "price_code": None}, None)  # type: ignore[dict-item]
    assert held.says_more(Stage(0, richer, Path("x")))
