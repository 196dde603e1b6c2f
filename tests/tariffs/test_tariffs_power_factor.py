"""The power factor, decided exactly, and the table of adjustments of 1983."""

from __future__ import annotations

import csv
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jicha.tariffs.errors import MissingInput, MissingPrice
from jicha.tariffs.power_factor import STANDARDS, adjustment, hundredths, table

DRAFT = Path(__file__).resolve().parents[3] / "shared/data/tariffs_china/power_factor_adjustment_table_draft.csv"
KWH = some.decimals("0.001", 9999999, places=3)
# Power factor in hundredths, and the percent by the standards of 0.90, 0.85 and 0.80, as the table is published.
PRINTED = """
95 -0.75 -1.10 -1.30
94 -0.60 -1.10 -1.30
93 -0.45 -0.95 -1.30
92 -0.30 -0.80 -1.30
91 -0.15 -0.65 -1.15
90 0 -0.50 -1.00
89 0.5 -0.40 -0.90
85 2.5 0 -0.50
80 5.0 2.5 0
79 5.5 3.0 0.5
75 7.5 5.0 2.5
70 10 7.5 5.0
69 11 8.0 5.5
65 15 10 7.5
64 17 11 8.0
60 25 15 10
59 27 17 11
50 45 35 25
"""


@pytest.mark.parametrize("row", PRINTED.strip().splitlines())
def test_the_table_gives_every_value_that_is_printed(row: str) -> None:
    factor, *percents = row.split()
    for standard, percent in zip(STANDARDS, percents, strict=True):
        assert adjustment(standard, int(factor)).percent == Decimal(percent)


def test_above_the_best_printed_value_nothing_more_is_given() -> None:
    for standard, best in zip(STANDARDS, ("-0.75", "-1.10", "-1.30"), strict=True):
        assert {adjustment(standard, factor).percent for factor in range(95, 101)} == {Decimal(best)}


def test_each_standard_has_every_hundredth_and_rises_as_the_factor_falls() -> None:
    for standard in STANDARDS:
        percents = [table()[standard, factor].percent for factor in range(100, -1, -1)]
        assert percents == sorted(percents)
    assert len(table()) == 303
    assert {one.source for one in table().values()} == {"(83)水电财字第215号"}


def test_a_draft_of_the_table_agrees_in_every_cell(capsys: pytest.CaptureFixture[str]) -> None:
    if not DRAFT.exists():
        pytest.skip("real data is not beside the project")
    names = {"0.9": "std_090", "0.85": "std_085", "0.8": "std_080"}
    with DRAFT.open(encoding="utf-8") as text:
        cells = list(csv.DictReader(text))
    differing = [
        cell
        for cell in cells
        if adjustment(names[cell["standard"]], int(Decimal(cell["actual"]) * 100)).percent
        != Decimal(cell["adjust_percent"])
    ]
    with capsys.disabled():
        print(f"\npower factor table: {len(cells) - len(differing)} of {len(cells)} cells of the draft agree")
    assert len(cells) == 183
    assert differing == []


@pytest.mark.parametrize(
    ("active", "reactive", "factor"),
    [
        ("100000", "60000", 86),  # 0.8575
        ("1000", "310.4", 96),  # 0.9551
        ("1000", "310.7", 95),  # 0.9549
        ("1000", "346.2", 94),  # 0.9450 from below
        ("50000", "59000", 65),  # 0.6465
        ("40000", "39670", 71),
        ("12.345", "0", 100),
        ("0.001", "9999999", 0),
        ("0.000001", "0.000001", 71),
        ("0.0000000001", "0", 100),
    ],
)
def test_the_factor_is_rounded_to_hundredths(active: str, reactive: str, factor: int) -> None:
    assert hundredths(Decimal(active), Decimal(reactive)) == factor


@pytest.mark.parametrize(
    ("tangent", "better"),
    [
        ("0.1004", 100),
        ("0.1752", 99),
        ("0.2279", 98),
        ("0.2718", 97),
        ("0.3106", 96),
        ("0.3461", 95),
        ("0.3793", 94),
        ("1.1536", 66),
    ],
)
def test_the_limits_of_the_tangent_lie_where_the_third_decimal_turns(tangent: str, better: int) -> None:
    """The published limits have four decimals: a unit of the last to either side tells the factors apart."""
    at, step = Decimal(tangent), Decimal("0.0001")
    assert hundredths(Decimal(1), at - step) == better
    assert hundredths(Decimal(1), at + step) == better - 1


def test_half_a_hundredth_is_met_from_both_sides_and_never_exactly() -> None:
    """A factor of n/200 with odd n would need a root of 200² - n², which leaves 3 when divided by 4: no square does.

    For 0.855 the tangent is 0.6065824...
    """
    assert hundredths(Decimal(1), Decimal("0.606582")) == 86
    assert hundredths(Decimal(1), Decimal("0.606583")) == 85


@given(KWH, KWH)
def test_it_is_what_a_long_root_gives(active: Decimal, reactive: Decimal) -> None:
    with localcontext() as precise:
        precise.prec = 80
        factor = active / (active * active + reactive * reactive).sqrt()
        assert hundredths(active, reactive) == int((factor * 100).quantize(Decimal(1), "ROUND_HALF_UP"))


def test_without_active_energy_the_factor_is_not_known() -> None:
    with pytest.raises(MissingInput, match="without active energy"):
        hundredths(Decimal(0), Decimal(5))


def test_a_standard_that_is_none_has_no_adjustment() -> None:
    with pytest.raises(MissingPrice, match=r"std_095 has no adjustment for 0\.90"):
        adjustment("std_095", 90)
