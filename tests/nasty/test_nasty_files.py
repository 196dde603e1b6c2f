"""Every file under files/ ends as its expectation says: loaded to the last record, or refused by name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake import errors
from jicha.intake.load import load_files
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_profile
from jicha.intake.report import IntakeReport
from jicha.store.store import Store

HERE = Path(__file__).parent
EXPECTED = sorted((HERE / "files").glob("*.expected.yaml"))
INPUTS = {"02", "03", "19", "20", "21", "22", "23", "40"}


@pytest.fixture(scope="module")
def profile() -> Profile:
    return read_profile(HERE / "nasty.yaml")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.yaml"))
def test_a_nasty_file_ends_as_expected(expected: Path, store: Store, profile: Profile) -> None:
    path = expected.with_name(expected.name.removesuffix(".expected.yaml"))
    wanted = yaml.safe_load(expected.read_text(encoding="utf-8"))
    if "refused" in wanted:
        with pytest.raises(getattr(errors, wanted["refused"])) as caught:
            load_files(store, [path], profile=profile, threads=1)
        (fault, *_) = caught.value.faults
        assert wanted["says"] in str(caught.value)
        assert fault.remedy
        assert wanted.get("line", fault.line) == fault.line
        assert store.snapshot().tables == ()
        return
    report = load_files(store, [path], profile=profile, threads=1)
    check_counts(report, wanted)
    for what, read in (("stored", energies), ("records", records), ("paid_at", moments)):
        if what in wanted:
            assert wanted[what].items() <= (found := read(store)).items()
            assert what == "records" or len(found) == len(wanted[what])


def check_counts(report: IntakeReport, wanted: dict[str, Any]) -> None:
    assert report.rows == report.accepted + report.duplicate + report.quarantined
    assert report.accepted == wanted["accepted"]
    assert dict(report.quarantined_by_reason) == wanted.get("quarantined", {})
    assert Counter(one.kind for file in report.files for one in file.aside) == wanted.get("aside", {})
    assert [line for file in report.files for line in file.above] == wanted.get("above", [])
    notes = {one.note: one.arguments for file in report.files for one in file.notes}
    assert notes == wanted.get("notes", {})


def energies(store: Store) -> dict[str, str]:
    """The energy of each customer, as it is stored."""
    return {customer: f"{kwh.normalize():f}" for customer, kwh in rows(store, "bill", "kwh")}


def records(store: Store) -> dict[str, int]:
    """The record each customer's bill came from, counted in the file."""
    return dict(rows(store, "bill", "source_row"))


def moments(store: Store) -> dict[str, str]:
    """When each customer paid, in UTC."""
    return {customer: f"{paid_at:%Y-%m-%d %H:%M:%S}" for customer, paid_at in rows(store, "receipt", "paid_at")}


def rows(store: Store, table: str, column: str) -> list[tuple[str, Any]]:
    if table not in store.snapshot().tables:
        return []
    with DuckDbEngine(threads=1) as engine:
        store.snapshot().open(engine, [table])
        found = engine.query(f"SELECT customer_id, {column} AS value FROM {table}").to_pylist()
    return [(one["customer_id"].removeprefix("n:"), one["value"]) for one in found]


def test_every_input_has_variants_and_every_file_its_expectation() -> None:
    names = [path.name.removesuffix(".expected.yaml") for path in EXPECTED]
    counted = Counter(name.split("-")[0] for name in names)
    assert set(counted) == INPUTS
    assert min(counted.values()) >= 3
    present = {path.name for path in (HERE / "files").iterdir() if not path.name.endswith(".expected.yaml")}
    assert present == set(names)


def test_a_quote_in_row_500_000_is_named_by_the_line_it_opens_on(
    store: Store, profile: Profile, tmp_path: Path
) -> None:
    row = "0012345678,2024-06-30,1,x\n"
    path = tmp_path / "a.csv"
    path.write_text("户号,日期,电量,地址\n" + row * 499_999 + '0012345678,2024-06-30,1,"x\n' + row * 100_000)
    with pytest.raises(errors.UnreadableFile) as caught:
        load_files(store, [path], profile=profile)
    assert caught.value.faults[0].line == 500_001


@pytest.mark.parametrize(
    "wrong", [{"accepted": 1}, {"quarantined": {"torn_row": 1}}, {"aside": {"total": 1}}, {"notes": {"macros": {}}}]
)
def test_another_outcome_than_the_expected_is_seen(wrong: dict[str, Any], store: Store, profile: Profile) -> None:
    report = load_files(store, [HERE / "files" / "23-other-order.csv"], profile=profile, threads=1)
    check_counts(report, {"accepted": 2})
    with pytest.raises(AssertionError):
        check_counts(report, {"accepted": 2, **wrong})
