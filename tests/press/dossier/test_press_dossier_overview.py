"""One line for each pasted cell."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.find.dossier import Dossiers
from jicha.press.dossier.overview import overview_sheet
from jicha.press.say import Language


def lines(found: Dossiers) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.concat_tables(overview_sheet(found, Language.ZH).listing.rows()).to_pylist()
    return rows


def test_every_cell_has_its_line_in_the_order_of_the_paste(look: Callable[..., Dossiers]) -> None:
    rows = lines(look("户号\n0013\n9999\n\n0013\n1.2E+11\n0055"))
    assert [(row["line_no"], row["number"], row["state"]) for row in rows] == [
        (2, "0013", "已知"), (3, "9999", "未找到"), (5, "0013", "已知"), (6, "1.2E+11", "未查询"), (7, "0055", "已知"),
    ]  # fmt: skip
    assert rows[0]["file"] == rows[2]["file"] == "ems:0013"
    assert rows[1]["file"] is None


def test_a_line_says_what_a_clerk_wants_beside_the_number(look: Callable[..., Dossiers]) -> None:
    (row,) = lines(look("ems:0012"))
    assert row["kind"] == "客户"
    assert row["name"] == "张**"
    assert row["address"] == "安平县城关镇文三路**"
    assert row["customer_class"] == "低压居民"
    assert row["unit_path"] == "安平县公司 / 城东供电所"
    assert row["area"] == "ems:T1 东风一台"
    assert row["line"] == "ems:L1 10kV东风线"
    assert row["meters"] == "202300000002"  # the one in place
    assert (row["last_month"], row["billed_kwh"], row["billed_money"]) == ("2026-02", Decimal(1200), Decimal(720))
    assert row["owed"] == Decimal("40.00")
    assert (row["finding_count"], row["finding_codes"]) == (2, "BIL-016")  # neither the cleared one nor the area's
    assert row["count_bill"] == 15


def test_a_number_of_two_customers_has_their_texts_and_no_figure(look: Callable[..., Dossiers]) -> None:
    (row,) = lines(look("0012"))
    assert row["file"] == "cis:0012 / ems:0012"
    assert row["name"] == "王** / 张**"
    assert row["note"] == "对应 2 份档案，详见各明细"
    assert "billed_kwh" not in row  # nobody else has a figure, so the column is blank and left out
    both = lines(look("0012\n0013"))
    assert (both[0]["billed_kwh"], both[1]["billed_kwh"]) == (None, Decimal(500))
    assert both[0]["count_bill"] is None


def test_an_area_has_its_own_line(look: Callable[..., Dossiers]) -> None:
    (row,) = lines(look("T1"))
    assert (row["kind"], row["area"], row["line"]) == ("台区", "ems:T1 东风一台", "ems:L1 10kV东风线")
    assert row["count_customer"] == 1


def test_headings_are_words(look: Callable[..., Dossiers]) -> None:
    for language in Language:
        headings = [column.heading(language) for column in overview_sheet(look("ems:0012"), language).listing.columns]
        assert all(headings)
        assert len(set(headings)) == len(headings)
