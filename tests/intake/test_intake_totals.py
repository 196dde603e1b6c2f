"""The total of an export is held against its records."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.intake.totals import TotalCheck
from jicha.store.store import Store

YAML = """
profile: trial
source: t
description: Bills
description_zh: 账单
confidence: observed
confidence_from: made for tests
files:
  - file: bills
    header: [no, kwh]
    tables:
      - table: bill
        columns:
          bill_id: {identifier: [no]}
          customer_id: {identifier: [no]}
          kwh: {number: kwh, style: grouped}
"""


@pytest.fixture
def totals(store: Store, write: Callable[..., Path]) -> Callable[..., tuple[TotalCheck, ...]]:
    def check(*texts: str) -> tuple[TotalCheck, ...]:
        paths = [write(f"no,kwh\n{text}", f"b_{number}.csv") for number, text in enumerate(texts, start=1)]
        return load_files(store, paths, profile=read_text(YAML, "p.yaml")).totals

    return check


def test_records_that_add_up_agree_with_thousands_and_all(totals: Callable[..., tuple[TotalCheck, ...]]) -> None:
    (one,) = totals('1,"1,000.50"\n2,6\n合计,"1,006.50"\n')
    assert (one.column, one.line, one.stated, one.found, one.agrees) == (
        "kwh", 4, Decimal("1006.50"), Decimal("1006.5"), True
    )  # fmt: skip


def test_a_lost_row_is_seen(totals: Callable[..., tuple[TotalCheck, ...]]) -> None:
    (one,) = totals("1,5\n合计,11\n")
    assert (one.agrees, one.found) == (False, 5)


def test_the_parts_of_an_export_have_one_total_in_the_last(totals: Callable[..., tuple[TotalCheck, ...]]) -> None:
    (one,) = totals("1,5\n2,6\n", "3,7\n总计,18\n")
    assert (one.file, one.agrees) == ("b_2.csv", True)


@pytest.mark.parametrize(
    "text", ["1,5\n小计,5\n2,6\n小计,6\n合计,11\n", "1,5\n合计,5\n2,6\n合计,6\n", "1,5\n合计,--\n", "1,5\n"]
)
def test_what_would_have_to_be_guessed_is_not_checked(totals: Callable[..., tuple[TotalCheck, ...]], text: str) -> None:
    assert totals(text) == ()


def test_records_without_a_number_are_counted(totals: Callable[..., tuple[TotalCheck, ...]]) -> None:
    (one,) = totals("1,5\n2,x\n3\n合计,5\n")
    assert (one.found, one.unread) == (5, 2)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            "grouped",
            "1,１２３．４\n2,'6\n3,--\n合计,129.4\n",
        ),  # read as the records are: wide digits, apostrophe, no value
        ("european", '1,"1.000,5"\n2,"123,4"\n合计,"1.123,9"\n'),
        ("accounting", '1,"(12.5)"\n2,20\n合计,7.5\n'),
    ],
)
def test_a_total_is_read_in_the_style_of_its_column(
    store: Store, write: Callable[..., Path], style: str, text: str
) -> None:
    stated = "accounting: yes" if style == "accounting" else f"style: {style}"
    profile = read_text(YAML.replace("style: grouped", stated), "p.yaml")
    (one,) = load_files(store, [write(f"no,kwh\n{text}", "b.csv")], profile=profile).totals
    assert one.agrees, one


def test_the_total_of_a_rate_is_no_sum(store: Store, write: Callable[..., Path]) -> None:
    """The line loss rate over all areas stands in the total row of a loss list, and is no sum of theirs."""
    yaml = YAML.replace("header: [no, kwh]", "header: [no, kwh, rate]").replace(
        "style: grouped}", "style: grouped}\n          power_factor_percent: {number: rate, percent: plain}"
    )
    path = write("no,kwh,rate\n1,5,4.0\n2,6,6.0\n合计,11,5.1\n", "b.csv")
    (one,) = load_files(store, [path], profile=read_text(yaml, "p.yaml")).totals
    assert (one.column, one.agrees) == ("kwh", True)
