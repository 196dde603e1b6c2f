"""Cases of metering errors for tests: an example with parts of it changed, and what comes of it."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from jicha.law.recover import example, recover
from jicha.press.worksheet.ids import without_words
from jicha.terms.sheet import do_again
from jicha.terms.worksheet import Worksheet


def sheet_of(
    kind: str, *, kwh: str | None = None, begins: str | None = None, without: str = "", **changed: Any
) -> Worksheet:
    """The sheet of the kind's example with fields changed; every line has words and can be done again."""
    case = {name: value for name, value in deepcopy(example(kind)).items() if name not in without.split()} | changed
    if kwh is not None:
        first = case["billing"]["readings"][0]
        case["billing"]["readings"] = [{**first, "kwh": kwh}]
    if begins is not None:
        case["billing"]["begins"] = begins
    sheet = recover(case)
    do_again(sheet)
    assert not without_words(sheet)
    return sheet


def value(sheet: Worksheet, name: str) -> Decimal:
    """A number of a sheet."""
    return sheet.value_of(name).value


def words(sheet: Worksheet, *, warn: bool | None = None) -> set[str]:
    """The remarks of a sheet, or those that warn."""
    return {one.word for one in sheet.remarks if warn is None or one.warns == warn}
