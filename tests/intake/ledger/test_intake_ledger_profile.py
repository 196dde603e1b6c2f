"""A ledger that was filled in comes back as its rows: over all tables, in every form in which people keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from ledger_rows import example_row, full_row, key_row, stored_row, written

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.errors import NoProfile, UnknownColumns
from jicha.intake.ledger import kept
from jicha.intake.ledger.kept import kept_tables
from jicha.intake.ledger.profile import NAME, ledger_profile, ledger_words
from jicha.intake.ledger.template import Template, template
from jicha.intake.load import load_files
from jicha.intake.matching import matched, profile_by_name
from jicha.intake.profile import Confidence
from jicha.intake.report import IntakeReport
from jicha.intake.take_up import deliver as bring
from jicha.schema import Table, tables
from jicha.store.store import Store

RECEIVED = datetime(2026, 6, 1, tzinfo=UTC)
Filled = list[list[str]]
Write = Callable[[Template, Path, Filled], Path]


def as_gb18030(made: Template, folder: Path, rows: Filled) -> Path:
    path = folder / f"{made.table}.csv"
    path.write_bytes(made.csv(rows).encode("gb18030"))
    return path


def as_utf8(made: Template, folder: Path, rows: Filled) -> Path:
    path = folder / f"{made.table}.csv"
    made.write(path, rows)
    return path


def as_workbook(made: Template, folder: Path, rows: Filled) -> Path:
    path = folder / f"{made.table}.xlsx"
    made.write(path, rows)
    return path


def as_html(made: Template, folder: Path, rows: Filled) -> Path:
    """What many systems call .xls."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [made.words, *rows])
    path = folder / f"{made.table}.xls"
    path.write_text(f'<html><meta charset="utf-8"><table>{lines}</table></html>', encoding="utf-8")
    return path


def as_parquet(made: Template, folder: Path, rows: Filled) -> Path:
    path = folder / f"{made.table}.parquet"
    columns = [[cell or None for cell in column] for column in zip(*rows, strict=True)]
    pq.write_table(pa.table([pa.array(one, pa.string()) for one in columns], names=list(made.words)), path)
    return path


def rows_of(table: Table) -> list[dict[str, Any]]:
    return [example_row(table), full_row(table), key_row(table)]


def as_stored(store: Store, tables: Mapping[str, Table]) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with DuckDbEngine(threads=1) as engine:
        store.snapshot().open(engine, sorted(tables))
        for name, table in tables.items():
            columns = ", ".join(f'"{one}"' for one in table.by_name)
            found[name] = engine.query(f"SELECT {columns} FROM {name} ORDER BY source_row").to_pylist()
    return found


def gives_its_rows(names: Sequence[str], language: str, write: Write, folder: Path, store: Store) -> None:
    """All of them in one delivery, as a folder of ledgers is."""
    kept = {name: kept_tables()[name] for name in names}
    rows = {name: rows_of(table) for name, table in kept.items()}
    paths = [
        write(template(name, language), folder, [written(table, row, chinese=language == "zh") for row in rows[name]])
        for name, table in kept.items()
    ]
    report = load_files(store, paths, received_at=RECEIVED)
    assert report.profile.name == NAME
    assert report.quarantined_by_reason == {}
    assert [one.kind for one in report.files] == list(kept)
    expected = {name: [stored_row(table, row) for row in rows[name]] for name, table in kept.items()}
    found = as_stored(store, kept)
    assert {name: found[name] for name in expected if found[name] != expected[name]} == {}


@pytest.mark.parametrize(("language", "write"), [("zh", as_gb18030), ("zh", as_workbook), ("en", as_workbook)])
def test_every_ledger_that_is_filled_in_and_loaded_gives_its_rows(
    language: str, write: Write, tmp_path: Path, store: Store
) -> None:
    gives_its_rows(list(kept_tables()), language, write, tmp_path, store)


@pytest.mark.parametrize(("language", "write"), [("zh", as_html), ("zh", as_parquet), ("en", as_utf8)])
def test_other_forms_of_a_ledger_give_its_rows_as_well(
    language: str, write: Write, tmp_path: Path, store: Store
) -> None:
    gives_its_rows(list(kept_tables())[::9], language, write, tmp_path, store)


def test_a_round_trip_that_loses_a_value_is_seen(tmp_path: Path, store: Store) -> None:
    """The control."""

    def forgetful(made: Template, folder: Path, rows: Filled) -> Path:
        return as_utf8(made, folder, [[*row[:-1], ""] for row in rows])

    with pytest.raises(AssertionError):
        gives_its_rows(["bill_register"], "zh", forgetful, tmp_path, store)


@pytest.mark.parametrize("table", kept_tables().values(), ids=lambda one: one.name)
def test_every_template_is_read_by_its_own_kind_when_it_comes_alone(table: Table, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        made = template(table.name, language)
        for path in (as_utf8(made, tmp_path, []), as_workbook(made, tmp_path, [])):
            with matched([path], None) as match:
                assert [(match.profile.name, one.kind.name) for one in match.tables] == [(NAME, table.name)]


def test_the_profile_is_found_by_its_name_and_says_where_its_words_are_from() -> None:
    assert profile_by_name(NAME) is ledger_profile()
    assert ledger_profile().confidence is Confidence.DOCUMENTED
    assert len(ledger_profile().digest) == 64


def test_a_ledger_with_a_date_is_a_feed_and_one_kept_by_the_day_may_miss_none() -> None:
    feeds = {one.record: (one.dated, one.gap_days) for one in ledger_profile().feeds}
    assert feeds["violation"] == ("found_at", 31)
    assert feeds["inspection_plan"] == ("month", 31)
    assert feeds["account_balance"] == ("day", 1)
    assert "preference" not in feeds  # rows that hold from a day to a day
    assert "weather_day" not in feeds  # belongs to no unit


PREFERENCES = "户号,优惠类型,生效日期,失效日期(不含),文号\n"


@pytest.fixture
def load(tmp_path: Path, store: Store) -> Callable[..., IntakeReport]:
    days = count(1)

    def load_text(text: str, name: str = "ledger.csv") -> IntakeReport:
        path = tmp_path / name
        path.write_bytes(text.encode("gb18030"))
        return bring(store, [path], received_at=RECEIVED + timedelta(days=next(days)))

    return load_text


def test_a_word_that_is_no_code_is_kept_out_and_the_nearest_is_named(
    load: Callable[..., IntakeReport], quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    report = load(PREFERENCES + "0200000011,电采暧,2026-01-01,,甲1\n0200000012,电采暖,2026-01-01,,甲1\n")
    assert (report.accepted, report.quarantined) == (1, 1)
    (kept_out,) = quarantined()
    assert (kept_out["line"], kept_out["column_name"], kept_out["reason"]) == (2, "优惠类型", "unknown_code")
    assert "电采暖" in kept_out["remedy_zh"]


def test_a_value_of_the_wrong_type_is_kept_out_with_its_column(
    load: Callable[..., IntakeReport], quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    load(PREFERENCES + "0200000011,电采暖,去年,,\n")
    load("账单编号,明细序号,金额,是否参与力调\nB1,1,约六十,是\nB1,2,60,也许\nB1,3,60.005,是\nB1,4,60,是\n", "lines.csv")
    reasons = [(one["column_name"], one["reason"]) for one in quarantined()]
    assert sorted(reasons) == [
        ("是否参与力调", "not_yes_or_no"),
        ("生效日期", "not_a_date"),
        ("金额", "not_a_number"),
        ("金额", "too_precise"),
    ]


def test_a_part_of_the_key_that_is_blank_is_asked_for(
    load: Callable[..., IntakeReport], quarantined: Callable[[], list[dict[str, Any]]]
) -> None:
    load("账单编号,明细序号,金额\nB1,,60\nB1,2,60\n")
    assert [(one["line"], one["column_name"], one["reason"]) for one in quarantined()] == [
        (2, "明细序号", "missing_value")
    ]


def test_a_later_ledger_corrects_and_speaks_only_of_the_columns_it_has(
    load: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]]
) -> None:
    load(PREFERENCES + "0200000011,电采暖,2026-01-01,2026-07-01,甲1\n")
    report = load("户号,优惠类型,生效日期,文号\n0200000011,electric_heating,2026/1/1,甲2\n", "later.csv")
    assert report.profile.name == NAME
    assert stored("preference", "customer_id, preference_kind, valid_from, valid_to, document_no") == [
        {
            "customer_id": "sg:0200000011",
            "preference_kind": "electric_heating",
            "valid_from": date(2026, 1, 1),
            "valid_to": date(2026, 7, 1),
            "document_no": "甲2",
        }
    ]


def test_the_customer_of_a_ledger_is_the_one_of_the_customer_file(
    load: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]]
) -> None:
    load("户号,户名,供电单位,用户分类\n0200000011,张三,城关供电所,低压居民\n", "customers.csv")
    load("催费编号,用户编号,催费时间,是否签收\nC1,0200000011,2026-05-03 09:30,1\n", "reminders.csv")
    assert stored("reminder", "customer_id, reminded_at, acknowledged") == [
        {"customer_id": "sg:0200000011", "reminded_at": datetime(2026, 5, 3, 1, 30), "acknowledged": True}
    ]
    assert stored("customer", "customer_id") == [{"customer_id": "sg:0200000011"}]


def test_a_ledger_moves_the_feed_of_its_unit_whichever_of_the_two_came_first(
    load: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]]
) -> None:
    load("催费编号,户号,催费时间,催费方式\nC1,0200000011,2026-05-03,\nC2,0200000011,2026-05-20,\n", "reminders.csv")
    assert stored("feed", "record") == []
    load("户号,户名,供电单位,用户分类\n0200000011,张三,城关供电所,低压居民\n", "customers.csv")
    assert stored("feed", "org_id, record, complete_from, complete_to") == [
        {
            "org_id": "sg:城关供电所",
            "record": "reminder",
            "complete_from": date(2026, 5, 3),
            "complete_to": date(2026, 5, 20),
        }
    ]


def test_numbers_bear_commas_and_percentages_their_sign(
    load: Callable[..., IntakeReport], stored: Callable[..., list[dict[str, Any]]]
) -> None:
    load('账单编号,明细序号,金额\nB1,1,"12,345.60"\n')
    load("核定编号,计量点编号,核定日期,定比比例\nH1,P1,2026-01-15,12.5%\nH2,P1,2026-02-15,7.5\n", "fixed.csv")
    assert stored("bill_line", "money") == [{"money": Decimal("12345.60")}]
    assert stored("fixed_quantity_approval", "share_percent", "approval_id") == [
        {"share_percent": Decimal("12.500")},
        {"share_percent": Decimal("7.500")},
    ]


def test_a_ledger_without_a_column_of_its_key_is_told_which(load: Callable[..., IntakeReport]) -> None:
    with pytest.raises(NoProfile) as refused:
        load("账单编号,费用项目,时段,阶梯档次,价内价外,是否参与力调,电量,单价,金额\nB1,电度电费,总,1,,是,100,0.6,60\n")
    assert "closest is cn_ledger, but the column '明细序号' of bill_line is missing" in str(refused.value)


def test_a_column_that_may_mean_the_last_day_is_asked_about(load: Callable[..., IntakeReport]) -> None:
    with pytest.raises(UnknownColumns, match=r"'失效日期' is new"):
        load("户号,优惠类型,生效日期,失效日期\n0200000011,电采暖,2026-01-01,2026-12-31\n")


def test_cells_that_a_spreadsheet_typed_are_the_same_values(
    tmp_path: Path, store: Store, stored: Callable[..., list[dict[str, Any]]]
) -> None:
    """As a person leaves it: days are days of the calendar, money is a number, yes is TRUE."""
    path = tmp_path / "fees.xlsx"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("fee")
    sheet.write_row(0, 0, ["业务费"])
    sheet.write_row(1, 0, ["业务费编号", "户号", "收费日期", "应收金额", "是否批准减免"])
    sheet.write_row(2, 0, ["F1", "0200000011", datetime(2026, 1, 5), 1200.5, True])
    book.add_worksheet("填写说明").write_row(0, 0, ["列名", "含义"])
    book.close()
    report = load_files(store, [path], received_at=RECEIVED)
    assert report.sheets_left_out == (("fees.xlsx", "填写说明"),)
    assert stored("fee", "fee_id, customer_id, charged_on, money_due, exempt") == [
        {
            "fee_id": "sg:F1",
            "customer_id": "sg:0200000011",
            "charged_on": date(2026, 1, 5),
            "money_due": Decimal("1200.50"),
            "exempt": True,
        }
    ]


def test_a_title_that_a_spreadsheet_filled_up_with_commas_stays_a_title(load: Callable[..., IntakeReport]) -> None:
    assert load("优惠电价(减免)名单,,,\n户号,优惠类型,生效日期,文号\n0200000011,其他,2026-01-01,\n").accepted == 1


def test_a_sheet_of_explanations_alone_is_no_template(tmp_path: Path, store: Store) -> None:
    """The control: only beside another sheet is it passed over."""
    path = tmp_path / "only.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("填写说明")
    sheet.write_row(0, 0, ["户号", "优惠类型", "生效日期"])
    sheet.write_row(1, 0, ["0200000011", "其他", "2026-01-01"])
    book.close()
    assert load_files(store, [path], received_at=RECEIVED).accepted == 1


@pytest.fixture
def schema_with(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Table], None]]:
    """Add a table to the schema that ledgers are made from, and take it away again."""
    made = (kept.kept_tables, kept.known_as, kept.spelled_as, ledger_words, ledger_profile)

    def add(table: Table) -> None:
        monkeypatch.setattr(kept, "tables", lambda: {**tables(), table.name: table})
        for one in made:
            one.cache_clear()

    yield add
    for one in made:
        one.cache_clear()


def test_a_table_that_is_new_in_the_schema_has_a_template_that_is_known(
    schema_with: Callable[[Table], None], tmp_path: Path
) -> None:
    """No other file is touched; the lists that it resembles are still known as themselves."""
    like = tables()["preference"]
    schema_with(replace(like, name="preference_asked_for", meaning_zh="优惠电价申请(试)", columns=like.columns[:4]))
    for name in ("preference_asked_for", "preference", "customer_list", "price_choice"):
        for language in ("zh", "en"):
            path = as_utf8(template(name, language), tmp_path, [])
            with matched([path], None) as match:
                assert [one.kind.name for one in match.tables] == [name]


def test_a_table_of_the_same_words_as_another_is_known_by_its_name_in_the_key(
    schema_with: Callable[[Table], None], tmp_path: Path
) -> None:
    schema_with(replace(tables()["point_list"], name="point_list_again", meaning_zh="计量点复核名单"))
    for name in ("point_list_again", "point_list"):
        for language in ("zh", "en"):
            path = as_utf8(template(name, language), tmp_path, [])
            with matched([path], None) as match:
                assert [one.kind.name for one in match.tables] == [name]
