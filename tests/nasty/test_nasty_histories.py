"""Deliveries one after the other: each history ends in the rows it states, and adds up."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text
from jicha.store import errors
from jicha.store.invariants import check_invariants
from jicha.store.store import Store

FILES = sorted((Path(__file__).parent / "histories").glob("*.yaml"))
CASES = [(path.stem, case) for path in FILES for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]]
START = datetime(2026, 1, 1, tzinfo=UTC)
HEADERS = {"bills": "bill,customer,day,kwh", "customers": "customer,name,opened,closed"}
PROFILE = """
profile: histories
source: SOURCE
description: Bills and customers
description_zh: 账单与客户
confidence: observed
confidence_from: made for these tests
files:
  - file: bills
    header: [bill, customer, day, kwh]
    tables:
      - table: bill
        corrections: yes
        columns:
          bill_id: {identifier: [bill]}
          customer_id: {identifier: [customer]}
          issued_on: {date: day}
          kwh: kwh
  - file: customers
    header: [customer, name, opened, closed]
    tables:
      - table: customer
        corrections: yes
        columns:
          customer_id: {identifier: [customer]}
          name: name
          opened_on: {date: opened}
          closed_on: {date: closed}
"""

# The identity of a customer made of the number and the day of opening.
GENERATION = (
    "{identifier: [customer]}\n          name",
    "{identifier: [customer, {date: opened}]}\n          name",
)


def rows(store: Store, table: str, columns: str, as_of: datetime | None = None) -> list[list[Any]]:
    with DuckDbEngine(threads=1) as engine:
        store.snapshot(as_of).open(engine, [table])
        found = engine.query(f"SELECT {columns} FROM {table} ORDER BY 1").to_pylist()
    return [[str(value) for value in one.values()] for one in found]


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['about']}" for file, case in CASES])
def test_a_history_ends_as_it_states(file: str, case: dict[str, Any], tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    yaml_text = PROFILE.replace(*GENERATION) if case.get("generation") else PROFILE
    quarantined: Counter[str] = Counter()
    duplicates = 0
    for number, one in enumerate(case["deliveries"]):
        path = tmp_path / f"{number}.csv"
        path.write_text("\n".join([HEADERS[one.get("kind", "bills")], *one["rows"]]) + "\n", encoding="utf-8")
        profile = read_text(yaml_text.replace("SOURCE", one.get("source", "n")), "histories.yaml")
        received = START + timedelta(days=one["day"])
        if "refused" in one:
            with pytest.raises(getattr(errors, one["refused"])):
                load_files(store, [path], profile=profile, received_at=received)
            continue
        report = load_files(store, [path], profile=profile, received_at=received)
        assert report.rows == report.accepted + report.duplicate + report.quarantined
        quarantined.update(report.quarantined_by_reason)
        duplicates += report.duplicate
    assert quarantined == case.get("quarantined", {})
    assert duplicates == case.get("duplicates", 0)
    if "bills" in case:
        assert rows(store, "bill", "bill_id, kwh") == case["bills"]
    if "customers" in case:
        assert rows(store, "customer", "customer_id, name") == case["customers"]
    for day, wanted in case.get("as_of", {}).items():
        assert rows(store, "bill", "bill_id, kwh", START + timedelta(days=day)) == wanted
    told = [one["remedy"] for one in store.snapshot().quarantine().to_pylist() if one["remedy"]]
    assert all(case.get("says", "") in one for one in told)
    assert check_invariants(store) == []


def test_each_number_has_three_histories() -> None:
    assert min(Counter(file for file, _ in CASES).values()) >= 3
