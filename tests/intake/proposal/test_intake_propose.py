"""Whole proposals: what is said of a file, and that the proposed profile loads the records it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from shipped_words import file_of, places

from jicha.intake.errors import NoTable
from jicha.intake.load import load_files
from jicha.intake.profile import Profile
from jicha.intake.proposal import Proposal, propose
from jicha.intake.read_profile import read_text
from jicha.intake.report import IntakeReport
from jicha.intake.shipped import profiles
from jicha.store.store import Store

Csv = Callable[..., Path]
Stored = Callable[..., list[dict[str, Any]]]

# Of the columns that a shipped profile maps, the share that is proposed right when that profile is not asked:
# 566 of 734 when this was written.
LEAST_SHARE = 0.75


@pytest.fixture
def loaded(store: Store) -> Callable[..., IntakeReport]:
    """Read a proposal back in both languages, and load the file by it."""

    def load(proposal: Proposal, path: Path, **options: Any) -> IntakeReport:
        english, chinese = _read(proposal)
        assert english.files == chinese.files
        return load_files(store, [path], profile=chinese, **options)

    return load


def test_a_source_that_nobody_named_is_doubted_because_its_identifiers_meet_no_others(csv: Csv) -> None:
    path = csv(
        "应收电费额(万元),发行日期,户号,电费年月",
        "612.5,2024-05-01,0200000011,202405",
        "1,2024-05-01,0200000022,202405",
    )
    doubted = [[one.doubt for one in propose([path], source=source).doubts] for source in ("", "sg")]
    assert ["source_assumed" in one for one in doubted] == [True, False]


def test_bills_of_a_chinese_windows_are_read_without_their_title_and_totals(
    csv: Csv, loaded: Callable[..., IntakeReport], stored: Stored
) -> None:
    path = csv(
        "电费明细表,,,,",
        "户号,电费年月,计费电量(kWh),应收电费(元),经办随笔",
        '0200000011,202405,"1,250",612.5,自动',
        "0200000022,202405,380,186.2,自动",
        "0200000033,202405,0,0,手工",
        '合计,,"1,630",798.7,',
        "制表人：王芳,,,,",
        encoding="gb18030",
    )
    made = propose([path], without=frozenset({"cn_receipt"}))
    assert _found(made, "read_as") == [{"format": "csv", "encoding": ", gb18030", "line": "2"}]
    assert _found(made, "totals_seen") == [{"rows": "2"}]
    assert _found(made, "leading_zeros") == [{"word": "户号"}]
    assert [one["word"] for one in _doubts(made, "not_recognised")] == ["经办随笔"]
    assert _doubts(made, "key_unfilled") == [{"table": "bill", "column": "bill_id", "columns": "户号, 电费年月"}]
    report = loaded(made, path)
    assert (report.rows, report.accepted, report.quarantined) == (3, 3, 0)
    rows = stored("bill", "customer_id, month, kwh, total_charge")
    assert [tuple(one.values()) for one in rows] == [
        ("export:0200000011", date(2024, 5, 1), Decimal(1250), Decimal("612.5")),
        ("export:0200000022", date(2024, 5, 1), Decimal(380), Decimal("186.2")),
        ("export:0200000033", date(2024, 5, 1), Decimal(0), Decimal(0)),
    ]


def test_the_96_voltages_of_a_day_become_a_curve(csv: Csv, loaded: Callable[..., IntakeReport], stored: Stored) -> None:
    slots = ",".join(f"U{one}" for one in range(1, 97))
    path = csv(
        f"日期,计量点编号,{slots}",
        f"2026-04-01,9100000011,{','.join(['220.5'] * 96)}",
        f"2026-04-02,9100000011,{','.join(['0'] + ['221'] * 95)}",
    )
    made = propose([path])
    assert _doubts(made, "quantity_assumed")[0]["quantity"] == "voltage_a"
    assert _doubts(made, "slot_labels") == [{"first": "U1", "last": "U96", "side": "start", "minutes": "15"}]
    report = loaded(made, path)
    assert (report.rows, report.accepted, report.quarantined) == (2, 2, 0)
    rows = stored("curve", "day, quantity, unit, slots")
    assert [tuple(one.values()) for one in rows] == [
        (date(2026, 4, 1), "voltage_a", "dV", [2205] * 96),
        (date(2026, 4, 2), "voltage_a", "dV", [0] + [2210] * 95),
    ]


def test_moments_in_rows_become_a_curve_even_where_their_word_is_unknown(
    csv: Csv, loaded: Callable[..., IntakeReport], stored: Stored
) -> None:
    moments = [f"2026-04-01 {minute // 60:02d}:{minute % 60:02d}:00" for minute in range(0, 1440, 30)]
    path = csv("计量点编号,刻,A相电压,有功功率(kW)", *(f"9100000011,{one},220.5,1.25" for one in moments))
    made = propose([path], without=frozenset({"cn_curve_96"}))
    assert [one["candidates"] for one in _doubts(made, "required_unfilled")] == ["刻"]
    assert _found(made, "grid_assumed") == [{"minutes": "30"}]
    assert loaded(made, path).accepted == 48
    assert [tuple(one.values()) for one in stored("curve", "quantity, unit, slots")] == [
        ("active_power", "W", [1250] * 48),
        ("voltage_a", "dV", [2205] * 48),
    ]


@pytest.mark.parametrize(("second", "is_doubtful"), [("11/12/2025", True), ("25/12/2025", False)])
def test_days_and_months_that_nothing_tells_apart_are_a_doubt(
    csv: Csv, loaded: Callable[..., IntakeReport], stored: Stored, second: str, is_doubtful: bool
) -> None:
    path = csv("收费日期,实收金额", "03/04/2026,12.50", f"{second},99.00")
    made = propose([path], table="fee")
    doubt = [{"word": "收费日期", "format": "D/M/YYYY", "other": "M/D/YYYY"}]
    assert _doubts(made, "day_or_month") == (doubt if is_doubtful else [])
    assert _found(made, "date_format") == ([] if is_doubtful else [{"word": "收费日期", "format": "D/M/YYYY"}])
    assert loaded(made, path).accepted == 2
    days = [date(2025, 12, int(second[:2])), date(2026, 4, 3)]
    assert [one["charged_on"] for one in stored("fee", "charged_on")] == days


def test_unknown_code_words_are_said_and_their_records_kept_out(csv: Csv, loaded: Callable[..., IntakeReport]) -> None:
    path = csv("计量点编号,计量点状态,计量方式", "9100000011,在用,高供高计", "9100000022,睡眠,低供低计")
    made = propose([path])
    assert _doubts(made, "codes_unknown") == [{"word": "计量点状态", "list": "point_status", "words": "睡眠"}]
    assert _doubts(made, "trial") == [{"rows": "1", "of": "2", "reasons": "unknown_code (计量点状态): 1"}]
    report = loaded(made, path)
    assert (report.accepted, report.quarantined_by_reason) == (1, {"unknown_code": 1})


def test_percentages_and_grouped_numbers_are_stated(
    csv: Csv, loaded: Callable[..., IntakeReport], stored: Stored
) -> None:
    path = csv(
        "台区编号,数据日期,供电量,线损率", '0000310,2026-04-01,"1,000.5",10.05%', '0000311,2026-04-01,"2,000",5%'
    )
    made = propose([path], without=frozenset({"cn_loss_integrated"}))
    assert _doubts(made, "percent") == [{"word": "线损率", "example": "10.05%"}]
    assert [one["style"] for one in _found(made, "numbers_of_style")] == ["grouped"]
    assert loaded(made, path).accepted == 2
    rows = stored("area_loss_daily", "area_id, supply_kwh, loss_percent")
    assert [tuple(one.values()) for one in rows] == [
        ("export:0000310", Decimal("1000.5"), Decimal("10.05")),
        ("export:0000311", Decimal(2000), Decimal(5)),
    ]


def test_a_header_of_two_rows_keeps_energy_apart_from_money(
    csv: Csv, loaded: Callable[..., IntakeReport], stored: Stored
) -> None:
    path = csv("户号,电费年月,电量,,电费", ",,峰,谷,峰", "0200000011,202405,7,8,3", "0200000022,202405,5,6,4")
    made = propose([path])
    assert _found(made, "two_row_header") == [{}]
    assert loaded(made, path).accepted == 2
    rows = stored("bill", "customer_id, peak_kwh, valley_kwh")
    assert [tuple(one.values()) for one in rows] == [
        ("export:0200000011", Decimal(7), Decimal(8)),
        ("export:0200000022", Decimal(5), Decimal(6)),
    ]


def test_a_workbook_of_meters_fills_meters_and_their_installations(
    tmp_path: Path, loaded: Callable[..., IntakeReport]
) -> None:
    path = tmp_path / "meters.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, notes = book.add_worksheet("台账"), book.add_worksheet("notes")
        sheet.write_row(0, 0, ["资产编号", "出厂编号", "制造厂家", "综合倍率", "安装日期"])
        sheet.write_row(1, 0, ["3330001000000000000011", "J11", "威胜", 1, "2020-01-05"])
        sheet.write_row(2, 0, ["3330001000000000000022", "J22", "林洋", 20, "2019-06-01"])
        notes.write_row(0, 0, ["zzzz", "qqqq"])
        notes.write_row(1, 0, ["x", "y"])
    made = propose([path])
    assert _doubts(made, "sheet_left") == [{"sheet": "notes"}]
    assert _doubts(made, "also_table") == [{"table": "meter_installation"}]
    report = loaded(made, path, leave_out=["notes"])
    assert {one.table: one.accepted for one in report.tables} == {"meter": 2, "meter_installation": 2}


def test_a_file_that_a_shipped_profile_reads_gets_that_profile(csv: Csv, loaded: Callable[..., IntakeReport]) -> None:
    path = csv("户号,电费年月,发行日期,应收电费", "0200000011,202405,2024-05-10,612.5")
    made = propose([path], name="mine", source="my_source")
    assert [(one.doubt, dict(one.arguments)) for one in made.doubts] == [
        ("source_kept", {"source": "my_source", "kept": "sg"})  # its codes are those of sg
    ]
    assert _found(made, "fits_shipped") == [{"profile": "cn_bill_issue", "kind": "bills"}]
    profile, _ = _read(made)
    assert (profile.name, profile.source) == ("mine", "sg")
    assert loaded(made, path).accepted == 1


def test_one_new_column_of_a_known_export_is_the_only_doubt(csv: Csv, loaded: Callable[..., IntakeReport]) -> None:
    path = csv("户号,电费年月,发行日期,应收电费,经办随笔", "0200000011,202405,2024-05-10,612.5,好")
    made = propose([path])
    assert [one.doubt for one in made.doubts] == ["near_shipped", "new_column"]
    assert _doubts(made, "new_column") == [{"word": "经办随笔", "profile": "cn_bill_issue"}]
    assert loaded(made, path).accepted == 1


def test_a_proposal_for_a_renamed_column_loads_the_file(csv: Csv, loaded: Callable[..., IntakeReport]) -> None:
    path = csv("用电客户编号,电费年月,发行日期,应收电费", "0200000011,202405,2024-05-10,612.5")
    made = propose([path])
    assert _doubts(made, "spelled_otherwise") == [{"word": "用电客户编号", "known": "户号"}]
    assert loaded(made, path).accepted == 1


def test_words_that_no_table_has_need_a_table(csv: Csv) -> None:
    path = csv("zzzz,qqqq", "x,y")
    with pytest.raises(NoTable, match="zzzz, qqqq"):
        propose([path])
    with pytest.raises(NoTable, match="'bil'"):
        propose([path], table="bil")
    with pytest.raises(NoTable, match="no slots of a day"):
        propose([path], table="curve")


@pytest.mark.slow
def test_most_columns_of_shipped_profiles_are_proposed_right_without_them(tmp_path: Path) -> None:
    right = wanted = 0
    for profile in profiles():
        if not profile.name.startswith("cn_"):
            continue
        here = of = 0
        for number, kind in enumerate(profile.files):
            path = tmp_path / f"{profile.name}_{number}.csv"
            path.write_text(file_of(kind), encoding="utf-8")
            english, _ = _read(propose([path], without=frozenset({profile.name})))
            got = places([target for one in english.files for target in one.targets])
            for word, meant in places(kind.targets).items():
                of += 1
                here += bool(meant & got.get(word, set()))
        print(f"{profile.name}: {here} of {of}")
        right, wanted = right + here, wanted + of
    print(f"all: {right} of {wanted}")
    assert wanted > 700
    assert right >= LEAST_SHARE * wanted


def _read(proposal: Proposal) -> tuple[Profile, Profile]:
    english, chinese = (read_text(proposal.text(language), "proposed.yaml") for language in ("en", "zh"))
    return english, chinese


def _doubts(proposal: Proposal, doubt: str) -> list[dict[str, str]]:
    return [dict(one.arguments) for one in proposal.doubts if one.doubt == doubt]


def _found(proposal: Proposal, doubt: str) -> list[dict[str, str]]:
    return [dict(one.arguments) for one in proposal.found if one.doubt == doubt]
