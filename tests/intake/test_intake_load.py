"""One delivery into the store: every row has its fate, and a file that cannot be trusted leaves no trace."""

import random
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jicha
from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.errors import EmptyFile, FileChanged, MissingColumn, NothingDelivered, UnreadableFile
from jicha.intake.load import load_files
from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport
from jicha.store import Store
from jicha.store.errors import DuplicateDelivery

DELIVERIES = Path(jicha.__file__).parent / "demo" / "deliveries"
HEADER = "no,customer,day,kwh,status\n"
GOOD = "1,a,2026-01-01,5,0\n"
# Every reason a row of bills can be kept out for: the row, the column and the text that are told, and the remedy.
PLANTED = {
    "torn_row": ("2,a,2026-01-01,5", None, "4", "The header has 5 fields."),
    "missing_value": (",a,2026-01-01,5,0", "no", "", "Fill no in the source"),
    "not_a_number": ("2,a,2026-01-01,five,0", "kwh", "five", "Write kwh with digits and a point, such as 1234.5"),
    "other_unit": ("2,a,2026-01-01,5 kWh,0", "kwh", "5 kWh", "Write kwh as 1234.5,"),
    "too_precise": ("2,a,2026-01-01,1.2345,0", "kwh", "1.2345", "kwh keeps 3 decimals."),
    "out_of_range": ("2,a,2026-01-01,1234567890123456,0", "kwh", "1234567890123456", "kwh holds 15 digits before"),
    "damaged_number": ("3.4E+17,a,2026-01-01,5,0", "no", "3.4E+17", "Export no as text"),
    "not_a_date": ("2,a,soon,5,0", "day", "soon", "Write day as YYYY-MM-DD."),
    "not_in_calendar": ("2,a,2026-02-30,5,0", "day", "2026-02-30", "Correct day: it is written right"),
    "unknown_code": ("2,a,2026-01-01,5,01", "status", "01", "status knows: 1."),
}


@pytest.mark.parametrize("reason", PLANTED)
def test_a_bad_row_is_quarantined_with_place_and_remedy(
    reason: str,
    deliver: Callable[..., IntakeReport],
    stored: Callable[..., list[dict[str, Any]]],
    quarantined: Callable[[], list[dict[str, Any]]],
) -> None:
    row, column, value, remedy = PLANTED[reason]
    report = deliver(f"{HEADER}{GOOD}{row}\n9,a,2026-01-03,5,1\n")
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (3, 2, 0, 1)
    assert dict(report.quarantined_by_reason) == {reason: 1}
    assert [one["bill_id"] for one in stored("bill", "bill_id")] == ["t:1", "t:9"]
    (one,) = quarantined()
    assert (one["file"], one["line"], one["reason"]) == ("bills.csv", 3, reason)
    assert (one["column_name"], one["raw_value"]) == (column, value)
    assert one["remedy"].startswith(remedy), one["remedy"]


def test_a_bad_row_of_a_parquet_file_is_named_by_its_record(
    deliver: Callable[..., IntakeReport], quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    columns = {
        "no": ["1", "2"],
        "customer": ["a", "b"],
        "day": [date(2026, 1, 1)] * 2,
        "kwh": [5.25, float("inf")],
        "status": [0, 1],
    }
    assert deliver(columns, "bills.parquet").accepted == 1
    (one,) = quarantined()
    assert (one["line"], one["column_name"], one["raw_value"], one["reason"]) == (2, "kwh", "inf", "not_a_number")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_words_arrive_whole_in_every_encoding_we_take(
    encoding: str,
    deliver: Callable[..., IntakeReport],
    stored: Callable[..., list[dict[str, Any]]],
    bills_yaml: str,
) -> None:
    profile = read_text(bills_yaml.replace("no, customer", "户号, customer").replace("[no]", "[户号]"), "p.yaml")
    text = "户号,customer,day,kwh,status\n00㐂𠮷€1,李明,2026-01-01,5,0\n"
    (file,) = deliver(text.encode(encoding), "b.csv", profile).files
    assert file.encoding == encoding.replace("utf-16", "utf-16-le")
    assert stored("bill", "bill_id, customer_id") == [{"bill_id": "t:00㐂𠮷€1", "customer_id": "t:李明"}]


@pytest.mark.parametrize("number", ["0012345678", "340100123456789012", "0", "A-7", "1.50"])
def test_identifiers_are_text_from_first_to_last(
    number: str, deliver: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]]
) -> None:
    deliver(f"{HEADER}{number},{number},2026-01-01,5,0\n")
    assert stored("bill", "bill_id, customer_id") == [{"bill_id": f"t:{number}", "customer_id": f"t:{number}"}]


def test_text_and_typed_files_give_the_same_rows(
    deliver: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]]
) -> None:
    deliver(HEADER + "340100123456789012,7,2026-01-01,5.5,0\n")
    columns = {
        "no": [340100123456789012],
        "customer": [7.0],
        "day": [datetime(2026, 1, 1)],
        "kwh": [5.5],
        "status": ["0"],
    }
    report = deliver(columns, "bills.parquet")
    assert (report.accepted, report.duplicate) == (0, 1)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_order_of_two_deliveries_does_not_matter(
    order: tuple[int, int],
    store: Store,
    write: Callable[..., Path],
    stored: Callable[..., list[dict[str, Any]]],
    bills_yaml: str,
) -> None:
    # Bills come with or before the customers that give them an organisation; the feed is the same either way.
    text = bills_yaml + (
        "  - file: customers\n    header: [customer, org]\n    tables:\n      - table: customer\n"
        "        columns: {customer_id: {identifier: [customer]}, org_id: {identifier: [org]}}\n"
        "feeds:\n  - {record: bill, dated: issued_on, gap_days: 31}\n"
    )
    profile = read_text(text, "p.yaml")
    files = [
        write(HEADER + "1,a,2026-01-01,5,0\n2,b,2026-01-20,6,1\n3,a,2026-02-01,7,0\n", "bills.csv"),
        write("customer,org\na,east\nb,west\n", "customers.csv"),
    ]
    reports = [load_files(store, [files[number]], profile=profile) for number in order]
    assert [one["bill_id"] for one in stored("bill", "bill_id")] == ["t:1", "t:2", "t:3"]
    assert stored("feed", "org_id, record, complete_from, complete_to") == [
        {"org_id": "t:east", "record": "bill", "complete_from": date(2026, 1, 1), "complete_to": date(2026, 2, 1)},
        {"org_id": "t:west", "record": "bill", "complete_from": date(2026, 1, 20), "complete_to": date(2026, 1, 20)},
    ]
    assert dict(reports[0].unplaced) == ({"bill": 3} if order == (0, 1) else {})


def test_a_feed_grows_with_the_deliveries(
    store: Store, write: Callable[..., Path], stored: Callable[..., list[dict[str, Any]]], bills_yaml: str
) -> None:
    mention = (
        "      - table: customer\n        kind: mentions\n"
        "        columns: {customer_id: {identifier: [customer]}, org_id: {constant: o}}\n"
    )
    text = bills_yaml + mention
    profile = read_text(text + "feeds:\n  - {record: bill, dated: issued_on, gap_days: 1}\n", "p.yaml")
    for number, day in enumerate(("2026-01-01", "2026-01-02", "2026-01-05")):
        load_files(store, [write(f"{HEADER}{number},a,{day},5,0\n", f"{number}.csv")], profile=profile)
    assert stored("feed", "org_id, complete_from, complete_to") == [
        {"org_id": "o", "complete_from": date(2026, 1, 5), "complete_to": date(2026, 1, 5)}
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (HEADER, EmptyFile),
        (b"", EmptyFile),
        (HEADER + GOOD + '2,"a,2026-01-01,5,0\n', UnreadableFile),
        (HEADER.encode() + b"1,\xff\xff,2026-01-01,5,0\n", UnreadableFile),
        ("no,customer,day,kwh\n1,a,2026-01-01,5\n", MissingColumn),
    ],
)
def test_a_file_that_cannot_be_trusted_leaves_no_trace_of_the_whole_delivery(
    content: str | bytes, error: type[Exception], store: Store, write: Callable[..., Path], trial: Profile
) -> None:
    paths = [write(HEADER + GOOD, "good.csv"), write(content, "bad.csv")]
    with pytest.raises(error) as caught:
        load_files(store, paths, profile=trial)
    assert "bad.csv" in str(caught.value)
    assert store.snapshot().batches == ()
    assert load_files(store, paths[:1], profile=trial).accepted == 1


def test_a_delivery_needs_files_and_each_once(store: Store, write: Callable[..., Path], trial: Profile) -> None:
    path = write(HEADER + GOOD)
    with pytest.raises(NothingDelivered):
        load_files(store, [], profile=trial)
    with pytest.raises(NothingDelivered, match="given twice"):
        load_files(store, [path, path.parent / "." / path.name], profile=trial)


def test_a_file_that_is_written_to_meanwhile_is_refused(
    store: Store, write: Callable[..., Path], trial: Profile
) -> None:
    path = write(HEADER + GOOD)

    def append(what: str, done: int, total: int) -> None:
        if what == "compared":
            path.write_text(HEADER + GOOD + GOOD, encoding="utf-8")

    with pytest.raises(FileChanged):
        load_files(store, [path], profile=trial, progress=append)
    assert store.snapshot().batches == ()


def test_every_stage_is_told_in_order(store: Store, write: Callable[..., Path], trial: Profile) -> None:
    told: list[str] = []
    load_files(store, [write(HEADER + GOOD)], profile=trial, progress=lambda what, *_: told.append(what))
    assert list(dict.fromkeys(told)) == ["opened", "read", "compared", "written", "saved"]
    assert told == sorted(told, key=list(dict.fromkeys(told)).index)


def test_the_same_rows_in_two_files_of_one_delivery_are_duplicates(
    store: Store, write: Callable[..., Path], trial: Profile
) -> None:
    report = load_files(store, [write(HEADER + GOOD, "one.csv"), write(HEADER + GOOD, "two.csv")], profile=trial)
    assert [(one.file, one.accepted, one.duplicate) for one in report.files] == [("one.csv", 1, 0), ("two.csv", 0, 1)]


def test_the_moment_of_receipt_is_kept(store: Store, write: Callable[..., Path], trial: Profile) -> None:
    load_files(store, [write(HEADER + GOOD)], profile=trial, received_at=datetime(2026, 2, 1, tzinfo=UTC))
    assert store.snapshot().batches[0].received_at == datetime(2026, 2, 1)


def test_unknown_and_ignored_columns_are_told(deliver: Callable[..., IntakeReport]) -> None:
    (file,) = deliver("no,customer,day,kwh,status,remark\n1,a,2026-01-01,5,0,hello\n", leave_out=["remark"]).files
    assert file.strange == ("remark",)


def test_a_profile_is_taken_by_path(store: Store, write: Callable[..., Path], bills_yaml: str) -> None:
    assert load_files(store, [write(HEADER + GOOD)], profile=str(write(bills_yaml, "p.yaml"))).profile.name == "trial"


# A random file out of good, bad and repeated rows: whatever stands in it, every row has one fate and none is lost.
CELL = st.sampled_from(["1", "2", "3", "", "x", "1.2345", '"q,r"', '"two\nlines"', "-", "2026-01-01", "0", " "])
ROW = st.one_of(
    st.tuples(
        st.sampled_from("123"),
        st.sampled_from("ab"),
        st.sampled_from(["2026-01-01", "2026-01-02"]),
        st.sampled_from(["5", "6"]),
        st.sampled_from("01"),
    ).map(",".join),
    st.lists(CELL, min_size=1, max_size=6).map(",".join),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.lists(st.lists(ROW, min_size=1, max_size=8), min_size=1, max_size=2),
    corrections=st.booleans(),
    chance=st.randoms(),
)
def test_rows_in_are_accepted_duplicate_or_quarantined(
    files: list[list[str]], corrections: bool, chance: random.Random, bills_yaml: str
) -> None:
    text = (
        bills_yaml.replace("- table: bill\n", "- table: bill\n        corrections: yes\n")
        if corrections
        else bills_yaml
    )
    profile = read_text(text, "p.yaml")
    folder = Path(mkdtemp())
    try:
        store = Store.create(folder / "store")
        accepted = quarantined = 0
        for number, rows in enumerate(files):
            chance.shuffle(rows)
            written = [row for row in rows if row.strip(" ")]
            if not written:
                continue
            path = folder / f"{number}.csv"
            path.write_text(HEADER + "\n".join(written) + "\n", encoding="utf-8")
            try:
                report = load_files(store, [path], profile=profile, threads=1)
            except DuplicateDelivery:
                continue
            assert report.rows == len(written)
            assert report.rows == report.accepted + report.duplicate + report.quarantined
            assert report.quarantined == sum(report.quarantined_by_reason.values())
            assert all(one.rows == one.accepted + one.duplicate + one.quarantined for one in report.tables)
            accepted += report.accepted - sum(one.corrected for one in report.tables)
            quarantined += report.quarantined
        kept = store.snapshot().quarantine().to_pylist()
        assert len([one for one in kept if one["reason"] != "whole_record"]) == quarantined
        with DuckDbEngine(threads=1) as engine:
            store.snapshot().open(engine, ["bill"])
            (stored,) = engine.query("SELECT count(*) AS n, count(DISTINCT bill_id) AS keys FROM bill").to_pylist()
        assert stored == {"n": accepted, "keys": accepted}
    finally:
        shutil.rmtree(folder)


def test_every_row_of_the_shipped_deliveries_is_accepted_or_quarantined_with_place_and_reason(store: Store) -> None:
    load_files(store, [DELIVERIES / "bills.csv"])
    rows_in = len((DELIVERIES / "bills.csv").read_text(encoding="utf-8").splitlines()) - 1
    counts = store.snapshot().batches[0].counts["bill"]
    assert (counts.rows_in, counts.accepted, counts.duplicate, counts.quarantined) == (rows_in, rows_in - 1, 0, 1)
    row, whole = store.snapshot().quarantine().to_pylist()
    assert (whole["reason"], whole["line"]) == ("whole_record", rows_in + 1)
    assert '"账单编号": "B1003-202602x"' in whole["raw_value"]
    assert (row["line"], row["reason"], row["raw_value"]) == (rows_in + 1, "not_a_number", "采集失败?")
    assert row["remedy"]


def test_the_same_files_again_are_refused_by_name_of_the_earlier_batch(store: Store) -> None:
    load_files(store, [DELIVERIES / "points.csv"])
    with pytest.raises(DuplicateDelivery):
        load_files(store, [DELIVERIES / "points.csv"])
    assert store.snapshot().row_counts["point"] == 42


def test_a_correction_replaces_the_earlier_row(store: Store, tmp_path: Path) -> None:
    load_files(store, [DELIVERIES / "points.csv"])
    mended = tmp_path / "points.csv"
    text = (DELIVERIES / "points.csv").read_text(encoding="utf-8")
    mended.write_text(
        text.replace("P1001,1001,lv_metered_lv_supplied", "P1001,1001,lv_metered_hv_supplied"), encoding="utf-8"
    )
    load_files(store, [mended])
    counts = store.snapshot().batches[-1].counts["point"]
    assert (counts.rows_in, counts.accepted, counts.duplicate) == (42, 1, 41)
