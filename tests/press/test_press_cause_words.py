"""A cause by a shared attribute, in words and in every form a run is handed out in."""

import csv
import html
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import press_runs
import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from jicha.audit.results import RunResult
from jicha.press.cause_words import attribute_words, contrast_words, gone_words, reach_words, shared_words
from jicha.press.csv import write_csv
from jicha.press.html import write_html
from jicha.press.json import write_json
from jicha.press.listing import listings
from jicha.press.run import Background
from jicha.press.say import Language
from jicha.press.terminal import print_summary
from jicha.press.xlsx import write_xlsx
from jicha.terms.cause import Cause, SharedAttribute

SHARED = replace(
    press_runs.CAUSE,
    cause_id="d" * 24,
    code="BIL-016",
    kind="shared",
    found=80,
    tested=82,
    share=Decimal("0.9756"),
    orgs=("org_1",),
    first=date(2026, 1, 1),
    last=date(2026, 2, 1),
    at_stake_kwh=None,
    at_stake_money=Decimal("1234.50"),
    attributes=(
        SharedAttribute("customer.org_id", ("org_1",)),
        SharedAttribute("bill.price_code", ("2001", "2002")),
    ),
    rest_found=4,
    rest_tested=1640,
    lift=Decimal("400.00"),
    lift_at_least=Decimal("61.40"),
    customers=41,
    standing="recurring",
)
GONE = replace(SHARED, cause_id="e" * 24, attributes=(SharedAttribute("bill.month", ("2026-01-01",)),), found=55,
               standing="cleared")  # fmt: skip


def run() -> RunResult:
    small = press_runs.small_run()
    return replace(small, causes=(SHARED, GONE, *small.causes))


def test_what_is_shared_is_said_in_the_words_of_the_schema(background: Background) -> None:
    english = shared_words(SHARED, background, Language.EN)
    assert english == "Station that serves the account: 城东供电所; Price applied: 2001 or 2002"
    assert shared_words(SHARED, background, Language.ZH) == "供电单位：城东供电所；执行电价码：2001或2002"


def test_codes_booleans_and_months_are_words(background: Background) -> None:
    def said(name: str, value: str) -> str:
        return shared_words(replace(SHARED, attributes=(SharedAttribute(name, (value,)),)), background, Language.EN)

    assert said("bill.price_strategy", "two_part").endswith(": Two-part: capacity or demand, and energy")
    assert said("bill.time_of_use", "true").endswith(": yes")
    assert said("bill.month", "2026-03-01") == "Month of the charge: 2026-03"
    assert said("period_start", "2026-03-01") == "Period: 2026-03-01"
    assert attribute_words("period_start", Language.ZH) == "所属期间"


def test_the_contrast_says_both_sides_and_how_sure_it_is() -> None:
    assert contrast_words(SHARED, Language.EN) == (
        "With it 80 of 82 are suspected (97.6 %), without it 4 of 1,640 (0.2 %): 400 times as often, at least 61.4 "
        "times as often"
    )
    never = replace(SHARED, rest_found=0, lift=None)
    assert contrast_words(never, Language.ZH).endswith("其余 1,640 中疑似 0 (0.0 %)：可靠下限 61.4 倍")
    assert contrast_words(press_runs.CAUSE, Language.EN) == "400 suspected of 1,000 checks (40.0 %)"


def test_the_reach_is_customers_units_and_days() -> None:
    assert reach_words(SHARED, Language.EN) == "41 customers, 1 units, 2026-01-01 to 2026-02-28"
    state = replace(SHARED, customers=None, first=None, last=None)
    assert reach_words(state, Language.ZH) == "1 个单位"


def test_a_cause_that_went_says_what_it_was(background: Background) -> None:
    told = gone_words(GONE, background, Language.EN)
    assert told.endswith("(Month of the charge: 2026-01): Cleared; it held 55 cases")


@pytest.mark.parametrize(
    ("language", "words"), [(Language.EN, "Price applied: 2001"), (Language.ZH, "执行电价码：2001")]
)
def test_every_form_tells_the_shared_cause(
    tmp_path: Path, background: Background, language: Language, words: str
) -> None:
    told, file = run(), io.StringIO()
    print_summary(told, background, language, console=Console(file=file, width=120))
    assert words in file.getvalue()
    write_html(told, background, tmp_path / "report.html", language)
    assert words in (tmp_path / "report.html").read_text(encoding="utf-8")
    write_xlsx(told, background, tmp_path / "findings.xlsx", language)
    book = CalamineWorkbook.from_path(str(tmp_path / "findings.xlsx"))
    cells = {str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert any(words in cell for cell in cells)


def test_csv_and_json_carry_the_ids_and_the_exact_numbers(tmp_path: Path, background: Background) -> None:
    told = run()
    (listing,) = [one for one in listings(told, background, Language.EN) if one.name == "causes"]
    write_csv(listing, tmp_path / "causes.csv", Language.EN)
    rows = list(csv.reader((tmp_path / "causes.csv").read_text(encoding="utf-8-sig").splitlines()))
    row = dict(zip(rows[0], next(row for row in rows if row[0] == "d" * 24), strict=True))
    assert row["Attribute by its column"] == "customer.org_id=org_1; bill.price_code=2001|2002"
    wanted = ("Suspected without it", "Times as often", "At least (times)", "Customers", "Beside the run before")
    assert [row[name] for name in wanted] == ["4", "400.00", "61.40", "41", "Recurring"]
    write_json(told, background, tmp_path / "findings.json")
    causes = json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))["causes"]
    one = next(cause for cause in causes if cause["cause_id"] == "d" * 24)
    assert one["attributes"][1] == {"name": "bill.price_code", "values": ["2001", "2002"]}
    assert (one["lift"], one["rest_tested"], one["standing"]) == (400.0, 1640, "recurring")


def test_a_cleared_cause_is_not_counted_among_those_that_hold(background: Background) -> None:
    file = io.StringIO()
    print_summary(run(), background, Language.EN, console=Console(file=file, width=120))
    printed = file.getvalue()
    assert "2, holding 2 suspected cases" in printed
    assert "Common causes of the run before" in printed
    assert isinstance(GONE, Cause)


def test_what_another_rule_found_of_the_same_is_told_with_it(tmp_path: Path, background: Background) -> None:
    other = replace(SHARED, cause_id="f" * 24, code="MET-018", found=60, same_as=SHARED.cause_id)
    told, file = replace(run(), causes=(SHARED, other)), io.StringIO()
    print_summary(told, background, Language.EN, console=Console(file=file, width=120))
    assert "Also found by MET-018 (60)" in file.getvalue()
    assert "1, holding 2 suspected cases" in file.getvalue()
    write_html(told, background, tmp_path / "report.html", Language.ZH)
    assert "同时被以下规则发现：MET-018（60 项）" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_run_whose_finds_are_all_in_causes_does_not_say_that_nothing_was_found(
    tmp_path: Path, background: Background
) -> None:
    told, file = replace(run(), findings=run().findings.slice(0, 0)), io.StringIO()
    print_summary(told, background, Language.EN, console=Console(file=file, width=120))
    assert "Nothing was found" not in file.getvalue()
    write_html(told, background, tmp_path / "report.html", Language.EN)
    assert "Nothing was found" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_units_above_are_told_by_name(background: Background) -> None:
    above = replace(SHARED, attributes=(SharedAttribute("org.parent_org_id", ("org_1",)),
                                        SharedAttribute("org.parent_org_id.parent_org_id", ("org_1",))))  # fmt: skip
    told = shared_words(above, background, Language.EN)
    assert told == "Unit above: 城东供电所; Unit two levels above: 城东供电所"
    assert shared_words(above, background, Language.ZH) == "上级单位：城东供电所；上两级单位：城东供电所"


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.EN, "in the customers' favour -50.00"), (Language.ZH, "应退客户 -50.00")],
)
def test_what_customers_may_be_owed_stands_beside_what_they_may_owe(
    background: Background, tmp_path: Path, language: Language, words: str
) -> None:
    both = replace(run(), causes=(replace(SHARED, money_back=Decimal("-50.00")),))
    file = io.StringIO()
    print_summary(both, background, language, console=Console(file=file, width=200))
    assert words in file.getvalue()
    assert "1,234.50" in file.getvalue()
    page = tmp_path / "report.html"
    write_html(both, background, page, language)
    assert words in html.unescape(page.read_text(encoding="utf-8"))
