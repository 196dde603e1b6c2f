"""Every id that a bill's sheet speaks in has words in both languages, in bills of every kind by every reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worked_bills import BILLS, BOOK, SETTLED, case, used

from jicha.press.say import every_word
from jicha.press.worksheet.ids import without_words
from jicha.schema import code_list
from jicha.tariffs.biller import rate
from jicha.tariffs.conventions import CHOICES
from jicha.tariffs.errors import MissingInput
from jicha.tariffs.resale import table

LINES_OF_THEIR_OWN = {
    "capacity", "demand", "power_factor", "loss", "surcharge", "tier", "difference", "relief", "adjustment",
}  # fmt: skip


@pytest.mark.parametrize("name", BILLS)
def test_a_sheet_of_a_bill_lacks_no_words_by_any_reading(name: str) -> None:
    sheets = []
    for convention, choices in CHOICES.items():
        for choice in choices:
            try:
                sheets.append(rate(BILLS[name], BOOK, SETTLED.but(convention, choice)).sheet)
            except MissingInput:
                continue
    assert sheets
    assert {word for sheet in sheets for word in without_words(sheet)} == set()


def test_what_only_a_book_names_has_words_whatever_it_names() -> None:
    wanted = {f"sheet.component_{one}" for one in code_list("bill_component").meanings.keys() - LINES_OF_THEIR_OWN}
    wanted |= {f"sheet.period_{one}" for one in code_list("tou_period").meanings}
    wanted |= {f"sheet.fund_{one}" for one in code_list("surcharge_item").meanings}
    wanted |= {f"sheet.work_{one.kind}" for one in table()}
    wanted |= {f"sheet.{one}" for one in code_list("power_factor_standard").meanings if one != "not_assessed"}
    wanted |= {f"sheet.{one}" for one in CHOICES["day_divisor"]}
    wanted |= {f"sheet.register_{one}" for one in code_list("register").meanings if "active" in one}
    assert wanted - every_word().keys() == set()


def test_a_name_without_words_is_seen() -> None:
    sheet = rate(case("SHOP", energy=used(total=1)), BOOK, SETTLED).sheet
    first, *others = sheet.steps
    assert without_words(replace(sheet, steps=(replace(first, word="untold"), *others))) == ("sheet.untold",)
