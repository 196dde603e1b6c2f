"""Which deliveries the demo brings in, and what is known to be wrong in the ones that ship."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jicha.terms.errors import Fault, JichaError

_SHIPPED = ("customers.csv", "points.csv", "bills.csv")


@dataclass(frozen=True, slots=True)
class Check:
    """One planted error: the rule that must find it, the customer, and the month."""

    code: str
    customer_id: str
    month: str


class NoRealData(JichaError):
    """A folder in which none of the known public data sets lies."""


def deliveries_of(data: Path | None) -> list[tuple[Path, ...]]:
    """The deliveries in order: those of the public data sets found under ``data``, else the shipped ones."""
    if data is None:
        folder = Path(str(files("jicha.demo") / "deliveries"))
        return [(folder / name,) for name in _SHIPPED]
    found: list[tuple[Path, ...]] = []
    for pattern in ("steg/clients*.parquet", "steg/invoices*.parquet", "lv_monitor/*.csv", "lv_monitor/*.parquet"):
        paths = tuple(sorted(data.glob(pattern)))
        if paths:
            found.append(paths)
    if not found:
        raise NoRealData(
            Fault(
                "no known data set lies there",
                "Give a folder with steg/ or lv_monitor/ in it, or leave --data out for the shipped deliveries.",
                str(data),
            )
        )
    return found


def shipped_truth() -> tuple[Check, ...]:
    """The errors planted in the shipped deliveries."""
    with (files("jicha.demo") / "deliveries" / "truth.csv").open(encoding="utf-8") as text:
        return tuple(Check(**row) for row in csv.DictReader(text))
