"""The penalty as a multiple: fixed by the text (1996), or agreed in the contract up to the text's ceiling (2024).

Which of the two an edition does is data: it fixes ``<kind>_multiple``, or it fixes ``<kind>_multiple_ceiling``. Where
the contract agrees nothing there is no penalty to compute; the sheet then shows its range and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from jicha.law.convention import choose
from jicha.law.datum import Datum, exists, in_edition, put
from jicha.law.settings import Settings
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.sheet import Sheet


class BadMultiple(JichaError):
    """A multiple in the contract that is none."""


def two_accounts(
    sheet: Sheet,
    exact: Mapping[str, str],
    *,
    kind: str,
    agreed: Decimal | None,
    base: str,
    settings: Settings,
) -> tuple[str, ...]:
    """Write the energy charge and the penalty, edition by edition, and name the results.

    ``exact`` holds by edition the formula of the money to be paid, before rounding. ``kind`` names the datum
    (``theft`` for ``theft_multiple``), ``base`` the convention that says whether the penalty multiplies the rounded
    charge. Each account is rounded to the fen once an edition. Raises BadMultiple.
    """
    if agreed is not None and agreed < 0:
        message = Words(f"the contract's multiple is {agreed}", f"合同约定的倍数为 {agreed}")
        raise BadMultiple(Fault.of(message, Words("Give it as in the contract, or leave it out.", "请按合同填写。")))
    rounded = choose(sheet, base, settings) == "rounded"
    for edition, formula in exact.items():
        source = in_edition(_datum_of(kind, edition), edition, settings)
        sheet.step(f"exact_{edition}", formula, "CNY", word="exact", about=edition)
        sheet.step(
            f"charge_{edition}",
            f"round(exact_{edition}, 2)",
            "CNY",
            **source.cited,
            word="charge_of_edition",
            about=edition,
        )
    penalties = [
        _penalty(sheet, kind, edition, f"{'charge' if rounded else 'exact'}_{edition}", agreed, settings)
        for edition in exact
    ]
    sheet.step("charge", " + ".join(f"charge_{edition}" for edition in exact), "CNY")
    sheet.remark("rounded_once")
    if all(penalties):
        sheet.step("penalty", " + ".join(penalties), "CNY")
        return "charge", "penalty"
    return "charge", *filter(None, penalties)


def _datum_of(kind: str, edition: str) -> str:
    fixed = f"{kind}_multiple"
    return fixed if exists(fixed, edition) else f"{fixed}_ceiling"


def _penalty(sheet: Sheet, kind: str, edition: str, base: str, agreed: Decimal | None, settings: Settings) -> str:
    name = _datum_of(kind, edition)
    found, result = in_edition(name, edition, settings), f"penalty_{edition}"
    put(sheet, f"{name}_{edition}", found, about=edition)
    if not name.endswith("_ceiling"):
        _step(sheet, result, f"round({name}_{edition} * {base}, 2)", edition, found)
        if agreed is None or Fraction(agreed) == Fraction(found.value):
            sheet.remark("multiple_is_fixed", edition=edition)
        else:
            sheet.remark("multiple_fixed_by_text", warns=True, agreed=str(agreed), fixed=str(found.value))
        return result
    most, least = f"penalty_most_{edition}", f"penalty_least_{edition}"
    _step(sheet, most, f"round({name}_{edition} * {base}, 2)", edition, found)
    _step(sheet, least, f"{base} - {base}", edition, found)
    sheet.remark("multiple_is_ceiling")
    if agreed is None:
        sheet.remark("multiple_not_agreed", warns=True)
        sheet.bound(most, low=least, high=most, word="bound_ceiling")
        return ""
    if not sheet.holds("agreed_multiple"):
        sheet.given("agreed_multiple", agreed, origin="contract")
    if Fraction(agreed) > sheet.value(f"{name}_{edition}"):
        sheet.remark("multiple_above_ceiling", warns=True, agreed=str(agreed), ceiling=str(found.value))
    sheet.step(f"multiple_{edition}", f"min(agreed_multiple, {name}_{edition})", word="multiple_taken", about=edition)
    _step(sheet, result, f"round(multiple_{edition} * {base}, 2)", edition, found)
    sheet.bound(result, low=least, high=most, word="bound_ceiling")
    return result


def _step(sheet: Sheet, name: str, formula: str, edition: str, found: Datum) -> None:
    word = name.removesuffix(f"_{edition}") + "_of_edition"
    sheet.step(name, formula, "CNY", **found.cited, word=word, about=edition)
