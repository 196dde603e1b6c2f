"""What a station delivers comes into a store as it was put, whatever went wrong on the way."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from brought_in import bring_in, differences, places_kept_out
from station_book import BEFORE, CUSTOMERS, FEBRUARY, FIRST, LAST, POINTS, STATION, town

from jicha.store.store import Store
from jicha.twin.deliver.deliver import deliver, every_system, layouts_for, months_between
from jicha.twin.deliver.layout import layouts
from jicha.twin.deliver.quality import Quality
from jicha.twin.records import Records

PERFECT = Quality()


def texts(out: Path) -> dict[str, bytes]:
    """Every file below a folder and its bytes."""
    return {one.relative_to(out).as_posix(): one.read_bytes() for one in sorted(out.rglob("*")) if one.is_file()}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("deliveries")
    damaged = deliver(town(), STATION, FIRST, LAST, PERFECT, out, seed=7)
    assert damaged.num_rows == 0
    return out


@pytest.fixture(scope="module")
def loaded(written: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, int]:
    return bring_in(written, tmp_path_factory.mktemp("stores") / "store")


def test_what_is_delivered_tidily_comes_in_whole_and_as_it_was_put(loaded: tuple[Store, int]) -> None:
    store, kept_out = loaded
    assert kept_out == 0
    assert differences(store, town()) == []


def test_a_row_that_was_never_put_would_be_noticed(loaded: tuple[Store, int]) -> None:
    lacking = town()
    lacking.drop("staff", lacking.of("staff", staff_id="S02")[0])
    assert [one[:2] for one in differences(loaded[0], lacking)] == [("staff", ("S02",))]


def test_a_figure_that_changed_on_the_way_would_be_noticed(written: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name, held in texts(written).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(held)
    bills = next(out.rglob("bills_*_202602.csv"))
    text = bills.read_text(encoding="gb18030")
    charge = re.search(r",2026-02-03,(\d+\.\d\d),", text)
    assert charge is not None
    bills.write_text(text.replace(charge[0], ",2026-02-03,987.65,", 1), encoding="gb18030")
    store, _ = bring_in(out, tmp_path / "store", ("customer_file", "bill_issue"))
    assert [(one[2], str(one[4])) for one in differences(store, town(), ["bill"])] == [("total_charge", "987.65")]


@pytest.mark.parametrize("seed", [1, 2])
def test_of_untidy_deliveries_the_noted_rows_alone_are_kept_out_and_all_is_right_in_the_end(
    tmp_path: Path, seed: int
) -> None:
    quality = Quality(late=0.1, doubled=0.1, corrected=0.15, malformed=0.25)
    noted = deliver(town(), STATION, FIRST, LAST, quality, tmp_path / "out", seed=seed).to_pylist()
    assert {one["damage"] for one in noted} == {"late", "doubled", "corrected", "malformed"}
    store, kept_out = bring_in(tmp_path / "out", tmp_path / "store")
    malformed = [one for one in noted if one["damage"] == "malformed"]
    assert kept_out == len(malformed)
    titles = {"csv": 2, "xls": 2, "xlsx": 2, "parquet": 0}  # lines above the first row
    assert places_kept_out(store) == {
        (one["file"].rpartition("/")[2], one["row"] + titles[one["file"].rpartition(".")[2]]) for one in malformed
    }
    assert differences(store, town()) == []


def test_what_is_wrong_stays_wrong_until_the_next_month_is_delivered(tmp_path: Path) -> None:
    quality = Quality(late=0.2, corrected=0.4)
    deliver(town(), STATION, FIRST, LAST, quality, tmp_path / "out", seed=1)
    last = tmp_path / "out" / "2026-04"
    assert last.is_dir()  # what March still owed
    last.rename(tmp_path / "2026-04")
    store, _ = bring_in(tmp_path / "out", tmp_path / "store", ("customer_file", "bill_issue"))
    assert {one[0] for one in differences(store, town(), ["bill", "reading"])} == {"bill", "reading"}


def test_the_supplement_says_that_it_is_one(tmp_path: Path) -> None:
    deliver(town(), STATION, FIRST, LAST, Quality(late=1.0), tmp_path, seed=1)
    files = sorted((tmp_path / "2026-04" / "bill_issue").iterdir())
    assert [one.name for one in files] == [f"bills_{STATION}_202604.csv", f"readings_{STATION}_202604.xls"]
    assert files[0].read_text(encoding="gb18030").splitlines()[0] == "电费发行清单（补发）（2026年4月）"


def test_two_writings_have_the_same_bytes_and_another_seed_has_others(tmp_path: Path) -> None:
    quality = Quality(late=0.1, doubled=0.1, corrected=0.1, malformed=0.1)
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        deliver(town(), STATION, FIRST, LAST, quality, tmp_path / name, seed=seed)
    one, two, three = (texts(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_files_that_nothing_happened_to_do_not_move_with_the_quality(written: Path, tmp_path: Path) -> None:
    deliver(town(), STATION, FIRST, LAST, Quality(late=0.3), tmp_path, seed=7)
    before, after = texts(written), texts(tmp_path)
    for name in before:
        if "customer_file" in name or "asset" in name:
            assert after[name] == before[name]


def test_the_first_month_has_all_that_was_known_before_and_later_ones_only_what_is_new(tmp_path: Path) -> None:
    records = town()
    changed = dict(records.of("customer", customer_id=CUSTOMERS[2])[0], name="改名户")
    changed.pop("known_on")
    records.put("customer", FEBRUARY, **changed)
    deliver(records, STATION, FIRST, LAST, PERFECT, tmp_path, seed=1)
    first = (tmp_path / "2026-01/customer_file" / f"customers_{STATION}_202601.csv").read_text(encoding="gb18030")
    assert first.count("\n") == 12  # a title, a header, ten customers
    assert "张㐂2" in first
    assert "改名户" not in first
    second = (tmp_path / "2026-02/customer_file" / f"customers_{STATION}_202602.csv").read_text(encoding="gb18030")
    assert [line.split(",")[:2] for line in second.splitlines()[2:]] == [[f"'{CUSTOMERS[2]}", "改名户"]]
    assert not (tmp_path / "2026-03/customer_file").exists()


def test_a_meter_that_is_exchanged_brings_its_point_again_with_both_meters(tmp_path: Path) -> None:
    records = town()
    old = dict(records.of("meter_installation", point_id=POINTS[0])[0], removed_on=date(2026, 2, 10))
    old.pop("known_on")
    records.put("meter_installation", FEBRUARY, **old)
    new = {**old, "installation_id": "new", "meter_id": "N1", "installed_on": date(2026, 2, 10), "removed_on": None}
    records.put("meter_installation", FEBRUARY, **new)
    deliver(records, STATION, FIRST, LAST, PERFECT, tmp_path, seed=1)
    lines = (tmp_path / "2026-02/customer_file" / f"points_{STATION}_202602.csv").read_text(encoding="gb18030")
    assert [line.split(",")[1] for line in lines.splitlines()[2:]] == [POINTS[0], POINTS[0]]


def test_a_complaint_that_is_decided_later_brings_its_ticket_again(tmp_path: Path) -> None:
    records = town()
    decided = dict(records.of("complaint")[0], found_true=False)
    decided.pop("known_on")
    records.put("complaint", date(2026, 3, 5), **decided)
    deliver(records, STATION, FIRST, LAST, PERFECT, tmp_path, seed=1)
    page = (tmp_path / "2026-03/service_95598" / f"tickets_{STATION}_202603.xls").read_text(encoding="gb18030")
    assert page.count("<tr><td>330001</td>") == 1
    assert page.count("<tr><td>3300") == 1


def test_an_order_that_was_open_is_archived_by_a_later_delivery(tmp_path: Path) -> None:
    records = town()
    closed = dict(records.of("service_order", order_id="110002")[0], finished_at=datetime(2026, 3, 2, 3))
    closed.pop("known_on")
    records.put("service_order", date(2026, 3, 3), **closed)
    deliver(records, STATION, FIRST, LAST, Quality(late=0.9), tmp_path / "out", seed=1)
    store, kept_out = bring_in(tmp_path / "out", tmp_path / "store", ("customer_file", "acceptance"))
    assert kept_out == 0
    assert differences(store, records, ["service_order", "order_stage"]) == []


def test_what_leaves_the_systems_after_the_last_month_is_not_delivered(tmp_path: Path) -> None:
    records = Records()
    records.put("staff", date(2026, 4, 1), staff_id="S09", org_id=STATION, name="李")
    deliver(records, STATION, FIRST, LAST, PERFECT, tmp_path, seed=1)
    assert list(tmp_path.iterdir()) == []


def test_tables_that_jicha_writes_itself_are_left_out() -> None:
    records = Records()
    records.put("price_region", BEFORE, org_id=STATION, region="x")
    records.put("staff", BEFORE, staff_id="S09")
    assert [one.name for one in layouts_for(records)] == ["ledger_staff"]


def test_points_come_before_what_hangs_on_them() -> None:
    names = [one.system for one in layouts_for(town())]
    assert names.index("customer_file") < names.index("bill_issue") < names.index("receipt") < names.index("ledger")
    assert every_system()[0] == "customer_file"
    assert every_system()[-1] == "ledger"
    assert {one.system for one in layouts()} < set(every_system())


def test_months_are_counted_over_the_turn_of_a_year() -> None:
    assert months_between(date(2025, 11, 30), date(2026, 1, 1)) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1),
    ]  # fmt: skip
