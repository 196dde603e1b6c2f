"""All lists in their order."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest

from jicha.find.dossier import Dossiers
from jicha.press.dossier.records import FILE, NUMBER, Sheet
from jicha.press.dossier.sheets import sheets
from jicha.press.run import Background
from jicha.press.say import Language


def by_name(found: Dossiers, background: Background, language: Language = Language.ZH) -> dict[str, Sheet]:
    return {one.listing.name: one for one in sheets(found, background, language)}


def test_the_overview_comes_first_and_what_is_not_known_last(
    look: Callable[..., Dossiers], background: Background
) -> None:
    names = list(by_name(look("户号\nems:0012\n9999"), background))
    assert names[:3] == ["overview", "findings", "customer"]
    assert names[-3:] == ["feeds", "unknown", "remarks"]


def test_findings_bear_the_number_and_say_what_they_are_about(
    look: Callable[..., Dossiers], background: Background
) -> None:
    rows = pa.concat_tables(by_name(look("ems:0012"), background)["findings"].listing.rows()).to_pylist()
    assert [(row[NUMBER], row[FILE], row["subject_id"], row["is_around"]) for row in rows] == [
        ("ems:0012", "ems:0012", "ems:F14", ""),
        ("ems:0012", "ems:0012", "ems:F01", ""),
        ("ems:0012", "ems:0012", "ems:P12", ""),
        ("ems:0012", "ems:0012", "ems:T1", "是"),
    ]
    assert rows[0]["title"] == "高供高计客户计收变损"
    assert "张三" not in rows[0]["evidence"]


def test_unknown_and_refused_numbers_are_listed_with_what_is_near(
    look: Callable[..., Dossiers], background: Background
) -> None:
    rows = pa.concat_tables(by_name(look("012\n0013\n1E+9"), background)["unknown"].listing.rows()).to_pylist()
    assert [(row["line_no"], row["number"], row["state"]) for row in rows] == [
        (1, "012", "未找到"), (3, "1E+9", "未查询"),
    ]  # fmt: skip
    assert "ems:0012" in rows[0]["note"]


def test_completeness_is_told_for_every_unit_and_table(look: Callable[..., Dossiers], background: Background) -> None:
    rows = pa.concat_tables(by_name(look("0013"), background)["feeds"].listing.rows()).to_pylist()
    assert {row["org_id"] for row in rows} == {"ems:west"}
    told = {row["record"]: row["silence"] for row in rows}
    assert told["电费账单"] == "没有即为无"
    assert told["用电检查"] == "没有不等于无：从未接入"


@pytest.mark.parametrize("language", list(Language))
def test_every_list_has_words_in_both_languages(
    language: Language, look: Callable[..., Dossiers], background: Background
) -> None:
    for sheet in by_name(look("户号\nems:0012\n0013\nT1\n9999"), background, language).values():
        assert sheet.title
        assert all(column.heading(language) for column in sheet.listing.columns)
        for part in sheet.listing.rows():
            assert part.column_names == [column.name for column in sheet.listing.columns]
