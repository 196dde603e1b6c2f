"""Make the small deliveries that ship with jicha, and the truth about the errors planted in them.

Run `python bench/make_demo_deliveries.py`; the same script gives the same bytes. Forty-two customers of three areas,
fourteen months; five of them carry one planted error each, and some honest lives look a little like one.
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "src" / "jicha" / "demo" / "deliveries"
MONTHS = [(2025 + (11 + n) // 12 - 1, (11 + n) % 12 + 1) for n in range(1, 15)]  # 2025-01 .. 2026-02
SEASON = [1.3, 1.2, 1.0, 0.9, 0.9, 1.0, 1.3, 1.4, 1.1, 0.9, 1.0, 1.2]
PLANTED = {
    # customer -> (code, month of the find)
    "1007": ("BIL-037", (2026, 2)),
    "1015": ("BIL-038", (2026, 2)),
    "1022": ("BIL-039", (2026, 2)),
    "1040": ("BIL-016", (2026, 2)),
    "1041": ("BIL-016", (2026, 1)),
}


def kwh_of(number: int, index: int, year: int, month: int) -> int:
    """Energy of a customer's month: a base, the season, and a small swing that depends on both alone."""
    base = 4000 if number >= 1040 else 600 + 37 * (number % 7)
    usual = base * SEASON[month - 1] * (1 + ((number * 7 + index * 13) % 11 - 5) / 100)
    if number == 1007 and (year, month) == (2026, 2):
        usual *= 3.2
    if number == 1015 and (year, month) == (2026, 2):
        usual *= 0.1
    if number == 1022 and (year, month) >= (2025, 12):
        usual = 0
    if number == 1030 and (year, month) >= (2026, 1):  # an honest family away for two months
        usual = 0
    return round(usual)


def write(name: str, header: list[str], rows: list[list[object]]) -> None:
    """One CSV file in UTF-8."""
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows([header, *rows])


def main() -> None:
    """Write customers, points, bills and the truth."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    numbers = range(1001, 1043)
    write(
        "customers.csv",
        ["户号", "户名", "用户分类", "台区编号", "供电单位", "送电日期"],
        [
            [
                n,
                f"示例{n}",
                "high_voltage" if n >= 1040 else "lv_resident",
                f"T{n % 3}",
                f"示例{'一二'[n % 2]}所",
                "2019-03-01",
            ]
            for n in numbers
        ],
    )
    write(
        "points.csv",
        ["计量点编号", "户号", "计量方式"],
        [
            [f"P{n}", n, "hv_metered_hv_supplied" if n in (1040, 1041) else "lv_metered_hv_supplied" if n == 1042
             else "lv_metered_lv_supplied"]
            for n in numbers
        ],
    )  # fmt: skip
    bills = []
    for n in numbers:
        for index, (year, month) in enumerate(MONTHS):
            wrong = str(n) in PLANTED and PLANTED[str(n)] == ("BIL-016", (year, month))
            loss = 120 if wrong or n == 1042 else 0
            day = f"{year}-{month:02}-28"
            bills.append([f"B{n}-{year}{month:02}", n, f"P{n}", f"{year}{month:02}", day,
                          kwh_of(n, index, year, month), loss, f"{loss * 0.655:.2f}"])  # fmt: skip
    bills.append(["B1003-202602x", 1003, "P1003", "202602", "2026-02-28", "采集失败?", 0, "0.00"])
    write(
        "bills.csv",
        ["账单编号", "户号", "计量点编号", "电费年月", "发行日期", "计费电量", "变损电量", "变损电费"],
        bills,
    )
    truth = [
        [code, f"demo:{customer}", f"{year}-{month:02}"] for customer, (code, (year, month)) in sorted(PLANTED.items())
    ]
    write("truth.csv", ["code", "customer_id", "month"], truth)


if __name__ == "__main__":
    main()
