"""What is owed back, in words: what is open, what is not known, and the file that holds all of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from rich.console import Console

from jicha.audit.refunds import Refunds
from jicha.press.csv import write_csv
from jicha.press.refunds import print_refunds, refund_listing
from jicha.press.say import Language

_LINE = {
    "unit": "城东供电所", "org_id": "east", "customer_id": "c1", "kind": "cancelled_surcharge", "record_id": "b1",
    "item": "city_utility", "month": date(2017, 4, 1), "ended_on": date(2017, 4, 1), "document_no": "D1",
    "charged": Decimal("15.00"), "returned": Decimal("5.00"), "unnamed": Decimal("0.00"), "owed": Decimal("10.00"),
    "confirmed": True, "closed": False,
}  # fmt: skip
_SHARE = {
    "unit": "城东供电所", "org_id": "east", "kind": "cancelled_surcharge", "item": "city_utility", "records": 2,
    "charged": Decimal("30.00"), "returned": Decimal("5.00"), "owed": Decimal("25.00"), "unknown_records": 0,
    "open_records": 2, "share_percent": Decimal("16.67"),
}  # fmt: skip


def table(rows: list[dict[str, Any]], like: dict[str, Any]) -> pa.Table:
    kinds = {Decimal: pa.decimal128(18, 2), date: pa.date32(), bool: pa.bool_(), int: pa.int64(), str: pa.string()}
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, kinds[type(value)]) for name, value in like.items()]))


def refunds(*lines: dict[str, Any]) -> Refunds:
    rows = [{**_LINE, **one} for one in lines]
    return Refunds(date(2026, 10, 31), table(rows, _LINE), table([_SHARE] if rows else [], _SHARE))


def printed(found: Refunds, language: Language = Language.EN, customer: str = "") -> str:
    out = StringIO()
    print_refunds(found, language, customer=customer, console=Console(file=out, width=200))
    return out.getvalue()


def test_a_record_is_told_with_reason_document_and_money_in_both_languages() -> None:
    english = printed(refunds({}))
    assert "c1, 城东供电所: 10.00 CNY owed" in english
    assert "Charged after its end: City utility surcharge, b1, 2017-04" in english
    assert "charged 15.00, returned 5.00, owed 10.00" in english
    assert "by D1" in english
    chinese = printed(refunds({}), Language.ZH)
    assert "c1（城东供电所）：尚欠 10.00 元" in chinese
    assert "停征后仍计收：城市公用事业附加，b1，2017-04" in chinese
    assert "依据 D1" in chinese


def test_an_end_that_is_not_confirmed_is_not_called_a_document() -> None:
    told = printed(refunds({"confirmed": False}))
    assert "said to be by D1; confirm it before anything is paid" in told
    assert "no document is stated" in printed(refunds({"document_no": None}))


def test_a_refund_that_may_be_of_it_is_named_before_it_is_paid_again() -> None:
    assert "3.00 CNY of other refunds may be of it" in printed(refunds({"unnamed": Decimal("3.00")}))
    assert "may be of it" not in printed(refunds({}))


def test_who_has_most_to_get_stands_first_and_what_is_done_is_left_out() -> None:
    told = printed(
        refunds({}, {"customer_id": "c2", "owed": Decimal("90.00")}, {"customer_id": "c3", "owed": Decimal(0)})
    )
    assert told.index("c2") < told.index("c1")
    assert "c3" not in told
    assert "2 customers, 2 records, 100.00 CNY still owed" in told


def test_what_is_not_known_is_open_and_counted() -> None:
    told = printed(refunds({"returned": None, "owed": None, "customer_id": None, "unit": None, "org_id": None}))
    assert "returned not known, owed not known" in told
    assert "customer not known, unit not known" in told
    assert "1 records of which it is not known what was returned" in told


def test_the_progress_is_told_by_unit_and_item() -> None:
    assert "5.00 of 30.00 CNY, 16.67 %; 2 of 2 records open" in printed(refunds({}))


def test_one_customer_is_shown_with_what_is_done() -> None:
    told = printed(refunds({"owed": Decimal(0), "returned": Decimal("15.00")}, {"customer_id": "c2"}), customer="c1")
    assert "charged 15.00, returned 15.00, owed 0.00" in told
    assert "c2" not in told


def test_a_screen_holds_forty_customers_and_says_how_many_more_there_are() -> None:
    told = printed(refunds(*({"customer_id": f"n{number}"} for number in range(43))))
    assert "and 3 more customers" in told


def test_an_empty_list_says_what_it_rests_on() -> None:
    assert "Nothing is on the list" in printed(refunds())


@pytest.mark.parametrize(("language", "heading"), [(Language.EN, "Still owed (CNY)"), (Language.ZH, "尚欠金额")])
def test_the_file_holds_every_record_with_its_words(tmp_path: Path, language: Language, heading: str) -> None:
    path = tmp_path / "refunds.csv"
    found = refunds({}, {"customer_id": "c2", "owed": Decimal(0), "item": "meter_move", "kind": "abolished_fee"})
    write_csv(refund_listing(found, language), path, language)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert heading in lines[0]
    assert ("移表费" in lines[2]) is (language is Language.ZH)
    assert ",15.00,5.00,0.00,10.00," in lines[1]


def test_that_a_customer_has_left_is_said_while_something_is_owed() -> None:
    assert "the customer is closed: no bill to come can carry the money" in printed(refunds({"closed": True}))
    assert "用户已销户" in printed(refunds({"closed": True}), Language.ZH)
    assert "is closed" not in printed(refunds({}))
    assert "is closed" not in printed(refunds({"closed": True, "owed": Decimal(0)}), customer="c1")


def test_a_customer_who_is_not_on_the_list_is_said_to_be_none() -> None:
    assert "Nothing is on the list for customer c9" in printed(refunds({}), customer="c9")
    assert "清单中没有用户 c9 的记录" in printed(refunds({}), Language.ZH, customer="c9")
    assert "Nothing is on the list" not in printed(refunds({}), customer="c1")


@pytest.mark.parametrize(("open_records", "words"), [(1, ">99.99 %"), (0, "100.00 %")])
def test_a_fen_that_is_still_owed_is_not_all(open_records: int, words: str) -> None:
    """9,999,999.99 of 10,000,000 yuan is 100.00 % to two digits."""
    share = {**_SHARE, "charged": Decimal(10_000_000), "returned": Decimal("9999999.99"), "owed": Decimal("0.01"),
             "open_records": open_records, "share_percent": Decimal("100.00")}  # fmt: skip
    assert words in printed(Refunds(date(2026, 10, 31), table([_LINE], _LINE), table([share], _SHARE)))
