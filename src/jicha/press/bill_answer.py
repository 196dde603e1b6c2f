"""The answer to "what is this bill": its lines for other programs, or why it is unsure and between which amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from jicha.press.say import Language, say
from jicha.press.worksheet.amounts import unit_text
from jicha.press.worksheet.json import worksheet_json
from jicha.schema import code_list
from jicha.tariffs.biller import Rated
from jicha.tariffs.conventions import CHOICES
from jicha.tariffs.errors import MissingInput, MissingPrice, OverlappingPrices
from jicha.tariffs.open_readings import OpenBill
from jicha.terms.errors import Fault
from jicha.terms.units import parse_unit

Lacking = MissingInput | MissingPrice | OverlappingPrices


def bill_record(rated: Rated) -> dict[str, Any]:
    """A computed bill as a value of JSON: total, lines, and the worksheet; amounts are decimal texts."""
    names = (
        "name",
        "component",
        "price_code",
        "period",
        "tier",
        "surcharge_item",
        "quantity",
        "unit",
        "price",
        "money",
    )
    return {
        "answer": "bill",
        "total": f"{rated.total:f}",
        "currency": str(rated.sheet.value_of("total").unit),
        "lines": [
            {name: value if isinstance(value := getattr(line, name), int) else f"{value}" for name in names}
            for line in rated.lines
        ],
        "worksheet": worksheet_json(rated.sheet),
    }


def unsure_record(found: OpenBill | Lacking) -> dict[str, Any]:
    """Why a bill is unsure as a value of JSON: what is lacking, the open conventions, its least and greatest total."""
    record: dict[str, Any] = {"answer": "unsure", "lacking": [], "open": {}, "least": None, "most": None}
    faults = found.faults if not isinstance(found, OpenBill) else found.lacking
    record["lacking"] = [{"en": str(one), "zh": one.chinese} for one in faults]
    if isinstance(found, OpenBill):
        record["open"] = {name: list(CHOICES[name]) for name in found.conventions}
        record |= {"least": _money(found.least), "most": _money(found.most), "currency": found.currency}
    return record


def unsure_lines(found: OpenBill | Lacking, tongue: Language) -> Iterator[str]:
    """Why a bill is unsure, line by line."""
    yield say("rate.unsure", tongue)
    if not isinstance(found, OpenBill):
        yield from _fault_lines(found.faults, tongue)
        return
    at = 1 if tongue is Language.ZH else 0
    yield say("rate.open", tongue)
    for name in found.conventions:
        yield f"  {say('rate.choice', tongue, choice=name, meaning=code_list('convention').meanings[name][at])}"
        for choice in CHOICES[name]:
            meaning = code_list("convention_choice").meanings[choice][at]
            yield f"    {say('rate.choice', tongue, choice=choice, meaning=meaning)}"
    if found.least is not None:
        word = "rate.same" if found.least == found.most else "rate.between"
        currency = unit_text(parse_unit(found.currency), tongue)
        yield say(word, tongue, least=_money(found.least), most=_money(found.most), currency=currency)
    if found.lacking:
        yield say("rate.lacking", tongue)
        yield from _fault_lines(found.lacking, tongue)
    yield say("rate.settle", tongue)


def _fault_lines(faults: Sequence[Fault], tongue: Language) -> Iterator[str]:
    for fault in faults:
        yield f"  {fault.chinese if tongue is Language.ZH else fault}"


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
