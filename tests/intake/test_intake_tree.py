"""Many deliveries under one folder: what belongs together, in which order it is loaded, and what nobody knows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from small_utility import QUIET, scenario_of

from jicha import facade
from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.errors import NothingDelivered
from jicha.intake.tree import Parcel, Tree, deliveries_under
from jicha.twin.build import station_built
from jicha.twin.world import World

_CUSTOMERS = 12
HEAD = "户号,户名,供电单位,电费年月,发行日期,计费电量,应收电费"
BILL = "0000000001,张三,城东供电所,{month},{day},291,174.60"


def _bill(path: Path, month: str = "202601") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [HEAD, BILL.format(month=month, day=f"{month[:4]}-{month[4:]}-28")]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deliveries of a small town over two months, as a utility hands them over."""
    out: Path = tmp_path_factory.mktemp("town") / "built"
    world = World(3, scenario_of(QUIET), _CUSTOMERS, date(2025, 1, 1), date(2025, 2, 28))
    for place in range(world.stations):
        station_built(world, place, out)
    return out / "deliveries"


@pytest.fixture(scope="module")
def tree(town: Path) -> Tree:
    """What lies there."""
    return deliveries_under(town)


def test_files_of_one_profile_in_one_month_are_one_delivery(town: Path, tree: Tree) -> None:
    assert tree.unknown == ()
    keys = [(one.folder, one.profile) for one in tree.parcels]
    assert len(set(keys)) == len(keys)
    files = [path for one in tree.parcels for path in one.files]
    assert sorted(files) == sorted(path for path in town.rglob("*") if path.is_file())
    for one in tree.parcels:
        assert all(path.relative_to(town).parts[0] == one.folder for path in one.files)
    customers = next(one for one in tree.parcels if one.profile == "cn_customer_file")
    assert len(customers.files) > 3


def test_months_come_one_after_another_and_in_each_what_there_is_before_what_happened(tree: Tree) -> None:
    months = [one.folder for one in tree.parcels]
    assert months == sorted(months)
    january = [one.profile for one in tree.parcels if one.folder == "2025-01"]
    masters = {"cn_customer_file", "cn_asset", "cn_acquisition_file"} & set(january)
    assert {"cn_customer_file", "cn_asset"} <= masters
    assert set(january[: len(masters)]) == masters
    assert "cn_register_daily" in january[len(masters) :]


def test_a_folder_named_by_its_month_was_received_when_the_month_ended() -> None:
    def received(folder: str) -> datetime | None:
        return Parcel(folder, "x", (), (False, "x")).received_at

    assert received("2025-02") == datetime(2025, 3, 1)
    assert received("2025-12") == datetime(2026, 1, 1)
    assert [received(name) for name in ("", "2025-13", "2025-2", "march", "2025-02-01")] == [None] * 5


def test_files_of_all_months_together_are_fewer_deliveries_with_the_same_files(tree: Tree) -> None:
    together = tree.together()
    assert len({one.profile for one in together.parcels}) == len(together.parcels) < len(tree.parcels)
    assert sorted(path for one in together.parcels for path in one.files) == sorted(
        path for one in tree.parcels for path in one.files
    )
    ranks = [one.rank for one in together.parcels]
    assert ranks == sorted(ranks)
    assert {one.received_at for one in together.parcels} == {None}


def test_everything_loads_into_a_store_in_that_order_and_no_row_misses_its_point(tree: Tree, tmp_path: Path) -> None:
    rows = 0
    for one in tree.parcels:
        report = facade.load_delivery(tmp_path / "store", one.files)
        assert report.quarantined == 0, (one.profile, dict(report.quarantined_by_reason))
        rows += sum(each.accepted for each in report.tables)
    assert rows > 500
    with DuckDbEngine(threads=1) as engine:
        facade.open_store(tmp_path / "store").snapshot().open(engine, ["customer", "point", "bill"])
        customers = engine.query("SELECT count(DISTINCT customer_id) AS n FROM customer").to_pylist()
        strays = engine.query(
            "SELECT count(*) AS n FROM bill WHERE point_id NOT IN (SELECT point_id FROM point)"
        ).to_pylist()
    assert customers == [{"n": _CUSTOMERS}]
    assert strays == [{"n": 0}]


def test_a_file_that_no_profile_knows_is_listed_with_what_is_wrong_and_the_others_are_read(tmp_path: Path) -> None:
    good = _bill(tmp_path / "2026-01" / "bills.csv")
    bad = tmp_path / "2026-01" / "lunch.csv"
    bad.write_text("dish,price\nnoodles,12\n", encoding="utf-8")
    empty = tmp_path / "2026-02" / "empty.csv"
    empty.parent.mkdir()
    empty.write_text("", encoding="utf-8")
    found = deliveries_under(tmp_path)
    assert [one.files for one in found.parcels] == [(good,)]
    assert [path for path, _ in found.unknown] == [bad, empty]
    assert all(str(error) for _, error in found.unknown)
    assert found.together().unknown == found.unknown


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    good = _bill(tmp_path / "2026-01" / "bills.csv")
    for hidden in (".DS_Store", "2026-01/.~lock.csv", ".git/config"):
        (tmp_path / hidden).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / hidden).write_text("x", encoding="utf-8")
    found = deliveries_under(tmp_path)
    assert [one.files for one in found.parcels] == [(good,)]
    assert found.unknown == ()


def test_files_that_lie_in_no_folder_are_a_delivery_of_their_own(tmp_path: Path) -> None:
    flat, deep = _bill(tmp_path / "a.csv"), _bill(tmp_path / "2026-02" / "deep" / "b.csv", "202602")
    found = deliveries_under(tmp_path)
    assert [(one.folder, one.files) for one in found.parcels] == [("", (flat,)), ("2026-02", (deep,))]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_folder_without_files_is_refused(tmp_path: Path, hidden: bool) -> None:
    (tmp_path / "2026-01").mkdir()
    if hidden:
        (tmp_path / "2026-01" / ".keep").write_text("", encoding="utf-8")
    with pytest.raises(NothingDelivered, match="no files"):
        deliveries_under(tmp_path)


def test_each_file_is_told_as_it_is_looked_at(tmp_path: Path) -> None:
    one, other = _bill(tmp_path / "a.csv"), _bill(tmp_path / "b.csv")
    told: list[tuple[Path, int, int]] = []
    deliveries_under(tmp_path, seen=lambda path, done, total: told.append((path, done, total)))
    assert told == [(one, 1, 2), (other, 2, 2)]
