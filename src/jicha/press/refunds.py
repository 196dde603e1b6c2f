"""What is owed back to customers: by customer with reason, document and money, and the progress by unit and item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jicha.audit.refunds import Refunds
from jicha.press.figures import count, money
from jicha.press.listing import Column, Kind, Listing
from jicha.press.say import Language, say
from jicha.press.screen import open_screen
from jicha.schema import code_list

_SHOWN = 40  # customers on a screen, those with most to get first; a file has all
_LISTS = ("surcharge_item", "fee_kind")
_COLUMNS = (
    Column("org_id"), Column("org", width=18), Column("customer_id", width=20), Column("refund_kind", width=24),
    Column("refund_record", width=20), Column("refund_item", width=24), Column("refund_month", Kind.DATE),
    Column("refund_ended", Kind.DATE), Column("refund_document", width=24),
    Column("refund_charged", Kind.DECIMAL, "CNY", 2), Column("refund_returned", Kind.DECIMAL, "CNY", 2),
    Column("refund_unnamed", Kind.DECIMAL, "CNY", 2), Column("refund_owed", Kind.DECIMAL, "CNY", 2),
    Column("refund_confirmed"), Column("refund_closed"),
)  # fmt: skip
_ALL = 100  # percent
_Row = Mapping[str, Any]


def print_refunds(found: Refunds, language: Language, *, customer: str = "", console: Console | None = None) -> None:
    """Print what is open, customer by customer, those with most to get first, and the progress of the whole list.

    ``customer`` names the one whose records alone are shown, done ones as well; that there are none is said.
    """
    screen = console or open_screen()
    screen.print(Text(say("refunds.heading", language, day=found.day), style="bold"))
    if not found.lines.num_rows:
        screen.print(Text(say("refunds.nothing", language), style="yellow"))
        return
    lines = [row for row in found.lines.to_pylist() if row["customer_id"] == customer] if customer else []
    if customer and not lines:
        screen.print(Text(say("refunds.nothing_of_customer", language, customer=customer), style="yellow"))
    by_customer = _by_customer(lines if customer else found.open_lines())
    for rows in by_customer[:_SHOWN]:
        _print_customer(screen, rows, language)
    if len(by_customer) > _SHOWN:
        screen.print(Text(say("refunds.more", language, number=count(len(by_customer) - _SHOWN)), style="yellow"))
    if not customer:
        _print_sum(screen, found, language, len(by_customer))
        _print_progress(screen, found, language)


def refund_listing(found: Refunds, language: Language) -> Listing:
    """The complete list, done records as well, for a CSV."""

    def rows() -> Iterator[pa.Table]:
        told = [_told(row, language) for row in found.lines.to_pylist()]
        money_type, day_type = pa.decimal128(18, 2), pa.date32()
        types = {Kind.DECIMAL: money_type, Kind.DATE: day_type}
        schema = pa.schema([(one.name, types.get(one.kind, pa.string())) for one in _COLUMNS])
        yield pa.Table.from_pylist([dict(zip(schema.names, one, strict=True)) for one in told], schema=schema)

    return Listing("refunds", _COLUMNS, rows)


def _told(row: _Row, language: Language) -> list[Any]:
    sure, closed = (say("refunds.yes" if row[name] else "refunds.no", language) for name in ("confirmed", "closed"))
    return [
        row["org_id"], row["unit"], row["customer_id"], say(f"refunds.kind.{row['kind']}", language), row["record_id"],
        _item(row["item"], language), row["month"], row["ended_on"], row["document_no"], row["charged"],
        row["returned"], row["unnamed"], row["owed"], sure, closed,
    ]  # fmt: skip


def _by_customer(lines: Sequence[_Row]) -> list[list[_Row]]:
    def key(row: _Row) -> tuple[str, str]:
        return row["customer_id"] or "", row["org_id"] or ""

    found = [list(rows) for _, rows in groupby(sorted(lines, key=key), key=key)]
    return sorted(found, key=lambda rows: (-_owed(rows), key(rows[0])))


def _owed(rows: Sequence[_Row]) -> Decimal:
    return sum((row["owed"] for row in rows if row["owed"] is not None), Decimal(0))


def _print_customer(screen: Console, rows: Sequence[_Row], language: Language) -> None:
    first = rows[0]
    about = {
        "customer": first["customer_id"] or say("refunds.customer_unknown", language),
        "unit": first["unit"] or first["org_id"] or say("refunds.unit_unknown", language),
        "money": money(_owed(rows)),
    }
    screen.print()
    screen.print(Text(say("refunds.customer", language, **about), style="bold"))
    if first["closed"] and any(row["owed"] != 0 for row in rows):
        screen.print(Text("  " + say("refunds.closed", language), style="yellow"))
    for row in rows:
        month = f"{row['month']:%Y-%m}" if row["month"] else say("refunds.month_unknown", language)
        about = {"reason": say(f"refunds.kind.{row['kind']}", language), "item": _item(row["item"], language)}
        screen.print(Text("  " + say("refunds.line", language, **about, record=row["record_id"], month=month)))
        sums = {name: _money(row[name], language) for name in ("charged", "returned", "owed")}
        screen.print(Text("    " + say("refunds.money", language, **sums)))
        document = row["document_no"] or say("refunds.no_document", language)
        word = "document" if row["confirmed"] and row["document_no"] else "unconfirmed"
        plain = row["confirmed"] and not row["document_no"]
        told = document if plain else say(f"refunds.{word}", language, document=document)
        screen.print(Text(f"    {told}", style="dim" if row["confirmed"] else "yellow"))
        if row["unnamed"] and row["owed"] != 0:
            beside = say("refunds.beside", language, money=money(row["unnamed"]))
            screen.print(Text(f"    {beside}", style="yellow"))


def _print_sum(screen: Console, found: Refunds, language: Language, customers: int) -> None:
    lines = found.open_lines()
    about = {"customers": count(customers), "lines": count(len(lines)), "money": money(found.owed())}
    screen.print()
    screen.print(Text(say("refunds.sum", language, **about), style="bold"))
    unknown = sum(row["owed"] is None for row in lines)
    if unknown:
        screen.print(Text(say("refunds.unknown", language, number=count(unknown)), style="yellow"))


def _print_progress(screen: Console, found: Refunds, language: Language) -> None:
    screen.print()
    screen.print(Text(say("refunds.progress", language), style="bold"))
    grid = Table.grid(padding=(0, 2))
    for row in found.progress.to_pylist():
        about = {
            "unit": row["unit"] or row["org_id"] or say("refunds.unit_unknown", language),
            "reason": say(f"refunds.kind.{row['kind']}", language),
            "item": _item(row["item"], language),
        }
        sums = {name: money(row[name]) for name in ("returned", "charged")}
        numbers = {"open": count(row["open_records"]), "records": count(row["records"])}
        share = say("refunds.share_money", language, **sums, **numbers, percent=_share(row))
        grid.add_row(Text("  " + say("refunds.share", language, **about)), Text(share))
    screen.print(grid)


def _share(row: _Row) -> str:
    """The share in percent; never 100 while a record is open."""
    share = row["share_percent"]
    return ">99.99" if row["open_records"] and share is not None and share >= _ALL else str(share)


def _money(value: Decimal | None, language: Language) -> str:
    return say("refunds.not_known", language) if value is None else money(value)


def _item(item: str | None, language: Language) -> str:
    """The words of a fund or of a kind of fee: the two lists share the column."""
    for name in _LISTS:
        pair = code_list(name).meanings.get(item or "")
        if pair and item != "other":
            return pair[1] if language is Language.ZH else pair[0]
    return item or say("refunds.not_known", language)
