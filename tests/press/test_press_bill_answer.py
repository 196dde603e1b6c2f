"""A bill for other programs, and in words why one is unsure."""

from __future__ import annotations

from decimal import Decimal

from jicha.press.bill_answer import bill_record, unsure_lines, unsure_record
from jicha.press.say import Language
from jicha.press.worksheet import read_worksheet
from jicha.tariffs.biller import rate
from jicha.tariffs.book_file import read_book
from jicha.tariffs.case import Case, PeriodEnergy
from jicha.tariffs.conventions import Settled
from jicha.tariffs.errors import MissingInput
from jicha.tariffs.open_readings import OpenBill, rate_or_open
from jicha.terms.record import read

BOOK = read_book("""
book: b
region: "36"
name: B
name_zh: 乙
items:
  - code: HOME
    name: Household
    name_zh: 居民
    price_class: residential
    strategy: single_part
    tiered: true
    valid_from: 2020-01-01
    prices: [{component: energy, price: 0.605, unit: CNY/kWh, valid_from: 2020-01-01}]
tiers:
  - {tier: 1, above_kwh: 0, extra: 0, valid_from: 2020-01-01}
  - {tier: 2, above_kwh: 2160, extra: 0.05, valid_from: 2020-01-01}
""")
CASE = read(
    Case,
    {
        "price_code": "HOME",
        "period_start": "2025-04-01",
        "period_end": "2025-05-01",
        "energy": [{"period": "total", "kwh": 101}],
        "used_before": 2150,
    },
)
HALF_UP = Settled.of({"money_rounding": "half_up"})


def opened(case: Case) -> OpenBill:
    """The case with no reading settled."""
    found = rate_or_open(case, BOOK, Settled.of({}))
    assert isinstance(found, OpenBill)
    return found


def test_a_bill_is_told_with_its_lines_and_a_sheet_to_do_again() -> None:
    """101 x 0.605 = 61.105; 91 above 2,160 x 0.05 = 4.55."""
    record = bill_record(rate(CASE, BOOK, HALF_UP))
    assert (record["answer"], record["total"], record["currency"]) == ("bill", "65.66", "CNY")
    assert [(one["component"], one["quantity"], one["money"]) for one in record["lines"]] == [
        ("energy", "101.000", "61.11"),
        ("tier", "91.000", "4.55"),
    ]
    assert read_worksheet(record["worksheet"]).value_of("total").value == Decimal("65.66")


def test_open_readings_are_told_with_their_choices_and_amounts() -> None:
    assert unsure_record(opened(CASE)) == {
        "answer": "unsure",
        "lacking": [],
        "open": {"money_rounding": ["half_up", "cut_off"]},
        "least": "65.65",
        "most": "65.66",
        "currency": "CNY",
    }
    english = list(unsure_lines(opened(CASE), Language.EN))
    assert english[0].startswith("Unsure")
    assert "    cut_off: What is below a fen is cut off" in english
    assert "By each reading that can be computed it lies between 65.65 and 65.66 CNY." in english
    assert "按可计算的各种口径，应收电费在 65.65 至 65.66 元之间。" in list(unsure_lines(opened(CASE), Language.ZH))


def test_one_amount_by_every_reading_is_told_as_one() -> None:
    told = list(unsure_lines(opened(_used("100")), Language.EN))
    assert "By each reading that can be computed it is 65.50 CNY." in told


def test_what_is_lacking_is_told_beside_open_readings_and_alone() -> None:
    lacking = _used("100", before=None)
    record = unsure_record(opened(lacking))
    assert (record["least"], [one["en"].split(". ")[1] for one in record["lacking"]]) == (None, ["Give used_before."])
    assert any("请提供 used_before" in line for line in unsure_lines(opened(lacking), Language.ZH))
    alone = MissingInput("kvarh", "the reactive energy", "无功电量")
    assert list(unsure_lines(alone, Language.ZH)) == [
        "存疑：现有条件下无法计算该账单。",
        "  缺少无功电量。请提供 kvarh。",
    ]
    assert unsure_record(alone)["lacking"][0]["en"] == "the reactive energy is not known. Give kvarh."


def _used(kwh: str, before: Decimal | None = Decimal(2160)) -> Case:
    return Case(
        "HOME",
        CASE.period_start,
        CASE.period_end,
        energy=(PeriodEnergy("total", Decimal(kwh)),),
        used_before=before,
    )
