"""No text of a delivery becomes a formula in the lists, and numbers stay numbers."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import product
from pathlib import Path

import press_runs
import pytest
from python_calamine import CalamineWorkbook

from jicha.press.csv import write_csv
from jicha.press.listing import listings
from jicha.press.run import Background
from jicha.press.say import Language
from jicha.press.xlsx import write_xlsx

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "＝", " =", "'=", '"=')
BODIES = ("1+1", "cmd|'/c calc'!A1", "SUM(A1:A9)", 'HYPERLINK("x")', "-12.5", "86-138")
PAYLOADS = [start + body for start, body in product(STARTS, BODIES)]


def _run() -> press_runs.RunResult:
    rows = [press_runs.found(number, subject=text, money="-12.50") for number, text in enumerate(PAYLOADS, start=1)]
    return press_runs.run_of(rows)


def test_there_are_sixty_payloads() -> None:
    assert len(set(PAYLOADS)) == 60


def test_in_the_workbook_every_payload_is_text_and_every_amount_a_number(
    tmp_path: Path, background: Background
) -> None:
    write_xlsx(_run(), background, tmp_path / "f.xlsx", Language.EN)
    sheet = CalamineWorkbook.from_path(tmp_path / "f.xlsx").get_sheet_by_name("Findings").to_python()
    subject, money = (
        next(n for n, head in enumerate(sheet[0]) if str(head).startswith(word)) for word in ("Subject", "Money")
    )
    subject = next(n for n, head in enumerate(sheet[0]) if head in ("Subject", "Subject number"))
    told = {row[subject] for row in sheet[1:]}
    assert {text.replace("\r", "\n") for text in PAYLOADS} == {str(text).replace("\r", "\n") for text in told}
    assert {row[money] for row in sheet[1:]} == {-12.5}


@pytest.mark.parametrize("language", list(Language))
def test_in_the_csv_no_text_cell_begins_like_a_formula_and_amounts_are_untouched(
    tmp_path: Path, background: Background, language: Language
) -> None:
    listing = next(one for one in listings(_run(), background, language) if one.name == "findings")
    write_csv(listing, tmp_path / "f.csv", language)
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.reader(text))
    names = [column.name for column in listing.columns]
    subjects = [row[names.index("subject_id")] for row in rows[1:]]
    assert not [text for text in subjects if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {Decimal(row[names.index("money")]) for row in rows[1:]} == {Decimal("-12.50")}
