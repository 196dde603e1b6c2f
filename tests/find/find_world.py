"""A small utility to look numbers up in: two stations, one meter that moved, a customer without a file, one run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from jicha.audit.results import LAYOUT, Meta, RunResult, save
from jicha.engine.duckdb import DuckDbEngine
from jicha.find.dossier import Dossiers, Request, find
from jicha.find.kinds import delivered
from jicha.find.paste import read_paste
from jicha.press.page_words import PageWords
from jicha.press.run import Background, BatchLine
from jicha.schema import Table, table
from jicha.schema.values import parse_value
from jicha.store.delivery import Counts, DeliveredFile, Delivery
from jicha.store.store import Store
from jicha.terms.coverage import Coverage
from jicha.terms.period import Period

# table -> header, then one line a row; - is a blank value. Fourteen bills of customer 0012 come besides.
FIRST = {
    "org": """
        org_id     | parent_org_id | name     | level
        ems:county | -             | 安平县公司 | county
        ems:east   | ems:county    | 城东供电所 | station
        ems:west   | ems:county    | 城西供电所 | station
    """,
    "line": """
        line_id | name
        ems:L1  | 10kV东风线
    """,
    "area": """
        area_id | name     | line_id | org_id
        ems:T1  | 东风一台   | ems:L1  | ems:east
    """,
    "customer": """
        customer_id | name | address                  | org_id   | area_id | customer_class
        ems:0012    | 张三 | 安平县城关镇文三路138号2单元 | ems:east | ems:T1  | lv_resident
        ems:0013    | 李四 | 安平县大庙镇二道沟村12号    | ems:west | -       | lv_non_resident
        cis:0012    | 王五 | -                        | ems:west | -       | lv_resident
        ems:0077    | 赵一 | -                        | ems:east | -       | lv_resident
        ems:0077#2  | 钱二 | -                        | ems:east | -       | lv_resident
    """,
    "point": """
        point_id | customer_id | area_id
        ems:P12  | ems:0012    | ems:T1
        ems:P13  | ems:0013    | -
        ems:P99  | -           | ems:T1
    """,
    "meter": """
        meter_id | serial_no
        ems:A1   | 202300000001
        ems:A2   | 202300000002
    """,
    "meter_installation": """
        installation_id | meter_id | point_id | serial_no    | installed_on | removed_on | order_id
        ems:I1          | ems:A1   | ems:P12  | 202300000001 | 2020-01-01   | 2025-07-01 | -
        ems:I2          | ems:A1   | ems:P13  | 202300000001 | 2025-07-02   | -          | ems:O2
        ems:I3          | ems:A2   | ems:P12  | 202300000002 | 2025-07-01   | -          | ems:O2
    """,
    "service_order": """
        order_id | customer_id | accepted_at
        ems:O1   | ems:0012    | 2026-01-05 01:00
        ems:O2   | ems:0013    | 2025-07-01 01:00
    """,
    "event": """
        event_id | meter_id | point_id | event_kind | started_at
        ems:E1   | ems:A1   | -        | power_down | 2025-03-01 02:00
        ems:E2   | ems:A1   | -        | power_down | 2025-08-01 02:00
        ems:E3   | -        | ems:P12  | power_down | 2025-09-01 02:00
    """,
    "feed": """
        org_id     | record | complete_from | complete_to
        ems:county | bill   | 2025-01-01    | 2026-02-28
        ems:east   | ticket | 2025-06-01    | 2026-02-28
    """,
}  # fmt: skip
SECOND = {
    "bill": """
        bill_id | customer_id | point_id | month   | issued_on  | kwh | total_charge
        ems:BX1 | -           | ems:P12  | 2024-12 | 2024-12-31 | 90  | 54.00
        ems:B13 | ems:0013    | ems:P13  | 2026-02 | 2026-02-28 | 500 | 300.00
        ems:B55 | ems:0055    | -        | 2026-02 | 2026-02-28 | 10  | 6.00
    """,
    "adjustment": """
        adjustment_id | customer_id | order_id | decided_on | kwh
        ems:AJ1       | ems:0012    | ems:O2   | 2025-07-05 | 30
        ems:AJ2       | -           | ems:O2   | 2025-07-06 | 40
    """,
    "receivable": """
        receivable_id | customer_id | month   | money_due | money_received | settlement
        ems:R1        | ems:0012    | 2026-02 | 60.00     | 20.00          | part
        ems:R2        | ems:0012    | 2026-01 | 60.00     | 60.00          | settled
    """,
    "ticket": """
        ticket_id | customer_id | called_at        | ticket_kind  | reporter_name | reporter_phone | content
        ems:K1    | ems:0013    | 2026-01-15 01:00 | consultation | 孙七            | 13900000000    | 邻居偷电
    """,
    "whitelist": """
        whitelist_id | code    | subject_kind | subject_id | reason
        desk:W1      | BIL-016 | bill         | ems:F14    | 现场已核实
    """,
    "audit_case": """
        audit_case_id | subject_kind | subject_id | opened_at
        desk:C1       | customer     | ems:0012   | 2026-02-01 01:00
    """,
    "audit_order": """
        audit_order_id | audit_case_id | dispatched_at
        desk:Q1        | desk:C1       | 2026-02-02 01:00
    """,
    "staff_relation": """
        staff_id | customer_id | relation
        ems:9    | ems:0012    | own
    """,
}  # fmt: skip
RECEIVED = ("2026-03-01", "2026-03-02")
PAGES = {
    "BIL-016": PageWords(
        title="Transformer loss charged on the high side",
        title_zh="高供高计客户计收变损",
        severity="breach",
        impact="price",
        topic="电价执行",
    )
}


def rows_of(name: str, text: str) -> pa.Table:
    """Rows of a canonical table as they are written above."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    known = table(name)
    columns = {}
    for at, column in enumerate(lines[0]):
        kind = known.by_name[column].type
        cells = [None if line[at] == "-" else parse_value(kind, line[at]) for line in lines[1:]]
        columns[column] = pa.array(cells, kind.arrow)
    return pa.table(columns)


def with_numbers(customers: pa.Table) -> pa.Table:
    """Customers with a telephone and an identity number of the first of them."""
    blank = [None] * (customers.num_rows - 1)
    return customers.append_column("phone", pa.array(["13800000123", *blank], pa.string())).append_column(
        "owner_id_no", pa.array(["110101199001011237", *blank], pa.string())
    )


def monthly_bills() -> pa.Table:
    """Bills ems:F01 to ems:F14 of customer ems:0012: January 2025 to February 2026, 100 kWh and 60 CNY each."""
    months = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(14)]
    lines = ["bill_id | customer_id | point_id | month | issued_on | kwh | total_charge"]
    lines += [
        f"ems:F{at:02d} | ems:0012 | ems:P12 | {day:%Y-%m} | {day:%Y-%m}-28 | 100 | 60.00"
        for at, day in enumerate(months, 1)
    ]
    return rows_of("bill", "\n".join(lines))


def write(store: Store, received: str, tables: Mapping[str, pa.Table], *, source: str = "ems") -> None:
    """Write one delivery whose rows are all accepted."""
    name = f"{source} {received}"
    file = DeliveredFile(f"{name}.csv", hashlib.sha256(name.encode()).hexdigest(), len(name))
    when = datetime.fromisoformat(received)
    delivery = Delivery(source=source, profile=source, profile_digest="p", files=(file,), received_at=when)
    with store.begin(delivery) as writer:
        counts = {known: writer.append(known, rows) for known, rows in tables.items()}
        writer.commit({known: Counts(rows, rows) for known, rows in counts.items()})


def small_store(root: Path) -> Store:
    """The store of the small utility, without a run."""
    store = Store.create(root)
    first = {name: rows_of(name, text) for name, text in FIRST.items()}
    first["customer"] = with_numbers(first["customer"])
    write(store, RECEIVED[0], {**first, "bill": monthly_bills()})
    write(store, RECEIVED[1], {name: rows_of(name, text) for name, text in SECOND.items()}, source="billing")
    return store


def finding(number: int, kind: str, subject: str, *, standing: str = "new", money: str = "12.00") -> dict[str, Any]:
    """One finding of BIL-016."""
    return {
        "finding_id": f"{number:024x}", "code": "BIL-016", "subject_kind": kind, "subject_id": subject,
        "period_start": date(2026, 2, 1), "org_id": "ems:east", "severity": "breach", "impact": "price",
        "standing": standing, "at_stake_kwh": None, "at_stake_money": Decimal(money),
        "evidence": json.dumps([["kwh", "100.000", "kWh"], ["name", "张三", ""]], ensure_ascii=False),
        "cause_id": None,
    }  # fmt: skip


def found(*rows: dict[str, Any]) -> pa.Table:
    """Rows of findings."""
    return pa.Table.from_pylist(list(rows), schema=LAYOUT)


def add_run(
    store: Store,
    findings: Sequence[dict[str, Any]],
    *,
    siblings: Sequence[dict[str, Any]] = (),
    open_after: Sequence[dict[str, Any]] = (),
    run_id: str = "run_1",
    batches: Sequence[str] | None = None,
) -> RunResult:
    """Keep a run over February 2026 in the store; it read all batches unless told otherwise."""
    result = RunResult(
        meta=Meta(
            run_id=run_id,
            window=Period(date(2026, 2, 1), date(2026, 3, 1)),
            today=date(2026, 3, 1),
            batches=tuple(one.batch_id for one in store.snapshot().batches) if batches is None else tuple(batches),
            snapshot_digest="f" * 64,
            rule_digests={"BIL-016": "a" * 64},
            parameters={},
            previous_run_id=None,
            version="0.1.0",
        ),
        findings=found(*findings),
        siblings=found(*siblings),
        causes=(),
        coverage=(Coverage(code="BIL-016", found=len(findings)),),
        open_after=found(*open_after),
    )
    with store.run_folder(run_id) as folder:
        save(result, folder)
    return result


def audited_store(root: Path) -> Store:
    """The small utility after a run: a bill and the area of 0012 found, its point still open from before, 0013 folded
    into a cause, and a bill of 0012 cleared."""
    store = small_store(root)
    findings = [
        finding(1, "bill", "ems:F14"),
        finding(2, "area", "ems:T1", money="99.00"),
        finding(3, "bill", "ems:F01", standing="cleared"),
    ]
    siblings = [finding(4, "customer", "ems:0013")]
    add_run(store, findings, siblings=siblings, open_after=[findings[0], finding(5, "point", "ems:P12")])
    return store


def looked_up(store: Store, text: str, **request: Any) -> Dossiers:
    """Everything known of a paste; the same question to the same store is worked out once."""
    state = (store.snapshot().digest, store.runs())
    return _looked_up(store, state, text, tuple(sorted(request.items())))


@cache
def _looked_up(store: Store, state: object, text: str, request: tuple[tuple[str, Any], ...]) -> Dossiers:
    return find(store, read_paste(text), Request(**dict(request)))


def background(store: Store) -> Background:
    """Words of one page and the deliveries of a store."""
    batches = store.snapshot().batches
    lines = tuple(BatchLine(batch_id=one.batch_id, source=one.source, received_at=one.received_at) for one in batches)
    return Background(pages=PAGES, batches=lines)


@contextmanager
def opened(store: Store) -> Any:
    """An engine over all delivered tables, and their catalogue."""
    snapshot = store.snapshot()
    with DuckDbEngine(threads=1) as engine:
        snapshot.open(engine, snapshot.tables)
        yield engine, delivered(snapshot.tables)


def ids_of(dossiers: Dossiers, name: str, root: int = 0, *, around: bool = False) -> list[str]:
    """The keys of the rows of one table that one file shows, the latest first."""
    key = table(name).primary_key[0]
    return [
        row[key]
        for one in dossiers.records
        if one.table == name and one.is_around is around
        for row in one.rows.to_pylist()
        if row["root"] == root
    ]


def with_table(catalogue: Mapping[str, Table], *more: Table) -> dict[str, Table]:
    """A catalogue with tables that no CSV describes."""
    return {**catalogue, **{one.name: one for one in more}}
