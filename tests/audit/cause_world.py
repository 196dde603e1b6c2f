"""Bills of many customers of a few units and price codes, some of them wrong, and a rule that finds the wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from jicha.pages.library import Library
from jicha.pages.read import read_text

UNITS = ("north", "south", "east", "west")
CODES = ("1001", "2001", "3001", "4001", "5001")
_RULE = """---
code: BIL-900
title: More is to be paid than was charged
title_zh: 应收合计大于各项之和
subject: {bill: bill_id}
severity: error
impact: charge
scope: row
history: 1 month
grain: period
---
```sql
SELECT b.bill_id AS subject_id, b.month AS period, b.total_charge - b.energy_charge AS at_stake_money,
       b.total_charge > b.energy_charge AS breach
FROM bill AS b
```
"""
LIBRARY = Library.of([read_text(_RULE, "BIL-900.md")])

IsWrong = Callable[[str, str, int, date], bool]  # unit, price code, number of the customer in both, month


def region(is_wrong: IsWrong, *, months: tuple[date, ...] = (date(2026, 1, 1),), each: int = 10) -> dict[str, Any]:
    """Rows of ``org``, ``customer`` and ``bill``: for each unit and price code ``each`` customers, a bill a month.

    A wrong bill asks for ten yuan too much; all others are right.
    """
    customers = [(unit, code, number) for unit in UNITS for code in CODES for number in range(each)]
    return {
        "org": [{"org_id": unit, "name": unit.title()} for unit in UNITS],
        "customer": [{"customer_id": f"{unit}-{code}-{number:02}", "org_id": unit} for unit, code, number in customers],
        "bill": list(_bills(customers, months, is_wrong)),
    }


def _bills(
    customers: list[tuple[str, str, int]], months: tuple[date, ...], is_wrong: IsWrong
) -> Iterator[dict[str, Any]]:
    for unit, code, number in customers:
        for month in months:
            yield {
                "bill_id": f"{unit}-{code}-{number:02}-{month:%m}",
                "customer_id": f"{unit}-{code}-{number:02}",
                "month": month,
                "issued_on": month.replace(day=20),
                "price_code": code,
                "price_class": "residential" if code == "1001" else "commercial_industrial",
                "section_id": f"s{number % 5}",
                "energy_charge": Decimal("60.00"),
                "total_charge": Decimal("70.00" if is_wrong(unit, code, number, month) else "60.00"),
            }
