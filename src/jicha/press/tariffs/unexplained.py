"""The bills that no reading explains as a CSV and as a workbook: every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pyarrow as pa

from jicha.audit.calibrate.result import Calibration
from jicha.audit.calibrate.unexplained import COLUMNS
from jicha.press.csv import write_csv
from jicha.press.listing import Column, Kind, Listing
from jicha.press.say import Language, say
from jicha.press.totals import mapped
from jicha.press.xlsx import Styles, workbook, write_list

_COLUMNS = (
    Column("region"), Column("org_id"), Column("org", width=18), Column("customer_id", width=20),
    Column("bill_id", width=24), Column("bill_month", Kind.DATE), Column("price_code", width=14),
    Column("first_component", width=24), Column("billed_kwh", Kind.DECIMAL, "kWh", 3, 16),
    Column("expected_kwh", Kind.DECIMAL, "kWh", 3, 16), Column("billed_money", Kind.DECIMAL, "CNY", 2, 16),
    Column("expected_money", Kind.DECIMAL, "CNY", 2, 16), Column("difference_money", Kind.DECIMAL, "CNY", 2, 16),
)  # fmt: skip


def write_unexplained(
    calibration: Calibration, language: Language, *, csv: Path | None = None, xlsx: Path | None = None
) -> list[Path]:
    """Write the list in the forms asked for; gives the paths."""
    listing = unexplained_listing(calibration, language)
    written = []
    if csv:
        csv.parent.mkdir(parents=True, exist_ok=True)
        write_csv(listing, csv, language)
        written.append(csv)
    if xlsx:
        xlsx.parent.mkdir(parents=True, exist_ok=True)
        with workbook(xlsx, "jicha tariffs calibrate", calibration.window.end - timedelta(days=1)) as book:
            write_list(book, Styles(book), listing, language)
        written.append(xlsx)
    return written


def unexplained_listing(calibration: Calibration, language: Language) -> Listing:
    """All bills that are not explained, region by region."""

    def rows() -> Iterator[pa.Table]:
        for region in calibration.regions:
            found = region.unexplained.select(list(COLUMNS))
            at = COLUMNS.index("first_difference")
            words = mapped(found["first_difference"], partial(_component, language))
            yield found.set_column(at, "first_difference", words).rename_columns([one.name for one in _COLUMNS])

    return Listing("unexplained", _COLUMNS, rows)


def _component(language: Language, name: str) -> str:
    return say(f"calibrate.component.{name}", language)
