"""Building: the same bytes whoever builds it, truth apart from deliveries, and nothing is overwritten."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from small_utility import QUIET, scenario_of

from jicha.tariffs.book_file import load_book
from jicha.twin.build import Built, CannotBuild, build
from jicha.twin.known import TABLES
from jicha.twin.prices.book import province_book
from jicha.twin.prices.written import BOOK

FIRST, LAST = date(2025, 1, 1), date(2025, 1, 31)
TOLD = scenario_of(
    QUIET
    + """
network: {areas_of_a_station: 1, customers_of_an_area: 25}
theft: {share: 0.1}
faults: {share: 0.1}
errors: {of_each: 2}
acquisition: {lost: 0.02, late: 0.05}
files: {late: 0.02, doubled: 0.01, corrected: 0.01, malformed: 0.01}
"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the towns of this module are built."""
    made: Path = tmp_path_factory.mktemp("towns")
    return made


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    """A town of 60 customers and two stations, by one process."""
    return build(TOLD, folder / "one", customers=60, first=FIRST, last=LAST, seed=3)


def _hashes(folder: Path) -> dict[str, str]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in files}


def test_two_processes_build_the_same_bytes_as_one(built: Built, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    again = build(
        TOLD, folder / "two", customers=60, first=FIRST, last=LAST, seed=3, processes=2,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert built.stations == 2
    assert _hashes(built.out) == _hashes(again.out)
    assert told == [(1, 2), (2, 2)]
    assert (built.plantings, built.errors, built.files) == (again.plantings, again.errors, again.files)


def test_what_is_built_lies_in_three_folders_and_is_counted(built: Built) -> None:
    assert sorted(one.name for one in built.out.iterdir()) == ["deliveries", "prices", "truth"]
    files = [one for one in (built.out / "deliveries").rglob("*") if one.is_file()]
    assert (built.customers, built.files) == (60, len(files))
    assert built.areas >= built.stations
    plantings = pq.read_table(built.out / "truth" / "plantings.parquet")
    errors = pq.read_table(built.out / "truth" / "errors.parquet")
    assert built.plantings == plantings.num_rows > 0
    assert built.errors == errors["expect"].to_pylist().count("find")


def test_the_tables_of_the_truth_have_the_forms_that_are_known(built: Built) -> None:
    found = {one.stem: pq.read_schema(one) for one in (built.out / "truth").glob("*.parquet")}
    assert set(found) == set(TABLES)
    for name, schema in found.items():
        assert schema.remove_metadata() == TABLES[name], name


def test_truth_is_joined_in_the_order_of_stations(built: Built) -> None:
    ledger = pq.read_table(built.out / "truth" / "ledger.parquet").to_pydict()
    assert len(set(zip(ledger["point_id"], ledger["month"], strict=True))) == len(ledger["month"]) > 40
    areas = [one for one in ledger["area_id"] if one]
    assert areas == sorted(areas)


def test_the_build_says_what_it_is(built: Built) -> None:
    told = json.loads((built.out / "truth" / "build.json").read_text(encoding="utf-8"))
    expected = {"seed": 3, "scenario": "quiet", "customers": 60, "from": "2025-01-01", "to": "2025-02-01"}
    assert {name: told[name] for name in expected} == expected


def test_no_delivery_says_what_is_planted(built: Built) -> None:
    kinds = {code.encode() for code in pq.read_table(built.out / "truth" / "plantings.parquet")["kind"].to_pylist()}
    for file in (built.out / "deliveries").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [one for one in kinds if one in content], file


def test_damage_that_was_done_is_told_where_it_lies(built: Built) -> None:
    rows = pq.read_table(built.out / "truth" / "damaged.parquet").to_pylist()
    assert {"malformed", "late"} <= {row["damage"] for row in rows}
    assert all((built.out / "deliveries" / row["file"]).is_file() for row in rows)


def test_the_prices_are_those_of_the_province(built: Built) -> None:
    assert load_book(str(built.out / "prices" / BOOK)) == province_book(3, LAST)


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotBuild, match="is not empty"):
        build(TOLD, tmp_path, customers=20, first=FIRST, last=LAST)
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("customers", "first", "last", "named"),
    [(0, FIRST, LAST, "customers"), (20, LAST, FIRST, "no day")],
)
def test_what_cannot_be_built_is_refused_before_anything_is_written(
    tmp_path: Path, customers: int, first: date, last: date, named: str
) -> None:
    with pytest.raises(CannotBuild, match=named):
        build(TOLD, tmp_path / "out", customers=customers, first=first, last=last)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("told", ["errors: {only: [loss_on_high_sid]}", "errors: {leave_out: [loss_on_high_sid]}"])
def test_an_error_that_does_not_exist_is_refused_with_the_nearest_that_does(told: str, tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match=r"no error loss_on_high_sid\. .*loss_on_high_side"):
        build(scenario_of(QUIET + told), tmp_path / "out", first=date(2025, 1, 1), last=date(2025, 1, 31))
    assert not (tmp_path / "out").exists()
