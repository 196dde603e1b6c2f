"""One audit run after another over a growing store."""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import cause_world
import pytest
from audit_world import JANUARY, LIBRARY, bill, deliver, high, low, run, standings

from jicha.audit.plan import UnknownRule
from jicha.audit.results import load
from jicha.audit.run import audit_with
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.create(tmp_path / "store")
    deliver(
        made,
        "first",
        "2026-02-01",
        bill=[bill("wrong", "p1", "120"), bill("proper", "p2", "120"), bill("dim", "p9", "5")],
        point=[high("p1"), low("p2")],
    )
    return made


def test_a_run_says_what_it_found_spared_and_could_not_tell(store: Store) -> None:
    result = run(store)
    coverage = result.coverage[0]
    assert (coverage.found, coverage.spared, coverage.unsure, coverage.tested) == (1, 1, {"missing_value": 1}, 3)
    finding = result.finding(0)
    assert (finding.subject.id, finding.at_stake_money, finding.period_start) == (
        "wrong",
        Decimal("120.00"),
        date(2026, 1, 1),
    )
    assert [(one.name, one.value) for one in finding.evidence] == [
        ("metering_side", "hv_metered_hv_supplied"),
        ("loss_kwh", "120.000"),
    ]
    assert finding.parameters[0].value == "0.01 kWh"
    assert finding.standing == "new"


def test_the_same_run_again_gives_the_same_bytes_and_compares_with_the_same_run(store: Store) -> None:
    first = run(store)
    folder = store.run_path(first.meta.run_id)
    before = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    again = run(store)
    assert again.meta == first.meta
    assert {path.name: path.read_bytes() for path in sorted(folder.iterdir())} == before
    assert standings(again) == {"wrong": "new"}
    assert store.runs() == (first.meta.run_id,)


def test_a_saved_run_is_read_as_it_was(store: Store) -> None:
    result = run(store)
    read = load(store.run_path(result.meta.run_id))
    assert read.meta == result.meta
    assert read.coverage == result.coverage
    assert read.findings.equals(result.findings)


def test_what_is_found_again_recurs_and_what_is_corrected_is_cleared(store: Store) -> None:
    run(store)
    deliver(store, "more", "2026-02-02", bill=[bill("late", "p1", "7")])
    assert standings(run(store)) == {"wrong": "recurring", "late": "new"}
    deliver(store, "mended", "2026-02-03", correct=True, bill=[bill("wrong", "p1", "0")])
    assert standings(run(store)) == {"wrong": "cleared", "late": "recurring"}
    assert standings(run(store)) == {"wrong": "cleared", "late": "recurring"}


def test_losing_a_record_clears_nothing(store: Store) -> None:
    run(store)
    deliver(store, "lost", "2026-02-02", correct=True, point=[{"point_id": "p1", "metering_side": None}])
    result = run(store)
    assert standings(result) == {"wrong": "not_retested"}
    assert result.open_after["subject_id"].to_pylist() == ["wrong"]
    deliver(store, "back", "2026-02-03", correct=True, point=[high("p1")])
    assert standings(run(store)) == {"wrong": "recurring"}


def test_a_run_of_another_month_leaves_the_finding_open_and_untold(store: Store) -> None:
    run(store)
    february = Window(date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 28))
    result = run(store, february)
    assert standings(result) == {}
    assert result.open_after.num_rows == 1
    assert standings(run(store, Window(JANUARY.start, february.end, february.today))) == {"wrong": "recurring"}


def test_a_run_as_of_a_day_knows_nothing_received_later(store: Store) -> None:
    deliver(store, "late", "2026-03-01", bill=[bill("late", "p1", "7")])
    assert standings(run(store, as_of=datetime(2026, 2, 15))) == {"wrong": "new"}
    assert set(standings(run(store))) == {"wrong", "late"}


def test_a_setting_of_a_unit_changes_the_verdict_there_alone(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "store")
    deliver(
        made,
        "first",
        "2026-02-01",
        org=[
            {"org_id": "city", "parent_org_id": None, "name": "City"},
            {"org_id": "north", "parent_org_id": "city", "name": "North"},
            {"org_id": "south", "parent_org_id": "city", "name": "South"},
        ],
        customer=[
            {"customer_id": "c_p1", "org_id": "north", "contract_capacity": None},
            {"customer_id": "c_p2", "org_id": "south", "contract_capacity": None},
            {"customer_id": "c_p3", "org_id": None, "contract_capacity": None},
        ],
        point=[high("p1"), high("p2"), high("p3")],
        bill=[bill("north", "p1", "50"), bill("south", "p2", "50"), bill("nowhere", "p3", "50")],
        parameter_setting=[
            {
                "org_id": "north",
                "code": "BIL-016",
                "parameter": "tolerance",
                "effective_from": date(2026, 1, 31),
                "value": "100 kWh",
            }
        ],
    )
    result = run(made)
    assert set(standings(result)) == {"south", "nowhere"}
    assert result.coverage[0].tested == 3
    orgs = dict(zip(result.findings["subject_id"].to_pylist(), result.findings["org_id"].to_pylist(), strict=True))
    assert orgs == {"south": "south", "nowhere": None}


def test_a_rule_whose_subject_was_never_delivered_is_told_as_skipped(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "store")
    deliver(made, "points", "2026-02-01", point=[high("p1")])
    result = run(made)
    assert result.coverage[0].skipped == "not_delivered:bill"


def test_an_unknown_rule_is_refused_with_the_nearest(store: Store) -> None:
    with pytest.raises(UnknownRule, match=r"BIL-061.*Did you mean BIL-016"):
        run(store, codes=["BIL-061"])


def test_a_condition_of_a_tenth_of_all_becomes_one_cause_with_its_siblings(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "store")
    rows = [bill(f"b{number:04}", "p1" if number % 5 == 0 else "p2", "3") for number in range(1000)]
    deliver(made, "many", "2026-02-01", bill=rows, point=[high("p1"), low("p2")])
    result = run(made)
    assert result.findings.num_rows == 0
    assert result.siblings.num_rows == 200
    cause = result.causes[0]
    assert (cause.found, cause.tested, cause.share, cause.at_stake_money) == (
        200,
        1000,
        Decimal("0.2000"),
        Decimal(600),
    )
    assert set(result.siblings["cause_id"].to_pylist()) == {cause.cause_id}


def test_evidence_with_quotes_and_line_ends_is_json(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "store")
    odd = 'a "quoted"\nline\\with\ttabs'
    row = bill("odd", "p1", "3") | {"meter_serial_no": odd}
    deliver(made, "odd", "2026-02-01", bill=[row], point=[high("p1")])
    page = LIBRARY.pages["BIL-016"]
    library = Library.of([replace(page, sql=page.sql.replace("b.loss_kwh\n", "b.loss_kwh, b.meter_serial_no\n"))])
    result = run(made, library=library)
    evidence = json.loads(result.findings["evidence"][0].as_py())
    assert evidence[-1][:2] == ["meter_serial_no", odd]


def test_losing_a_feed_clears_nothing(tmp_path: Path) -> None:
    seals = Library.of([Library.shipped().pages["MET-018"]])
    made = Store.create(tmp_path / "store")
    feed = {"org_id": "o", "record": "service_order", "complete_from": date(2026, 1, 1)}
    opening = {
        "operation_id": "s1",
        "point_id": "p1",
        "operation": "opened",
        "operated_at": datetime(2026, 1, 15, 2),
    }
    deliver(
        made,
        "first",
        "2026-02-01",
        seal_operation=[opening],
        point=[{"point_id": "p1", "org_id": "o"}],
        feed=[feed | {"complete_to": date(2026, 1, 31)}],
    )
    assert standings(run(made, library=seals)) == {"s1": "new"}
    deliver(made, "feed lost", "2026-02-02", correct=True, feed=[feed | {"complete_to": date(2026, 1, 10)}])
    lost = run(made, library=seals)
    assert standings(lost) == {"s1": "not_retested"}
    assert lost.coverage[0].unsure == {"orders_not_delivered": 1}
    order = {"order_id": "w1", "point_id": "p1", "order_kind": "seal_work", "order_status": "archived"}
    order |= {"accepted_at": datetime(2026, 1, 15, 1), "finished_at": datetime(2026, 1, 15, 5)}
    deliver(made, "orders", "2026-02-03", service_order=[order])
    deliver(made, "feed back", "2026-02-04", correct=True, feed=[feed | {"complete_to": date(2026, 1, 31)}])
    assert standings(run(made, library=seals)) == {"s1": "cleared"}


def test_figures_beside_a_run_leave_the_run_as_it_is(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "store")
    rows = cause_world.region(lambda unit, code, *_: code == "2001")
    deliver(made, "first", "2026-03-01", **rows)
    library = cause_world.LIBRARY.replacing(Library.shipped().pages["sold_energy"])
    plain = run(made, library=library)
    beside = audit_with(made, library, JANUARY, figures=("sold_energy",))
    assert beside.run.meta == plain.meta
    assert beside.run.findings.equals(plain.findings)
    units = {row["org_id"]: row["unknown_bills"] for row in beside.figures["sold_energy"].to_pylist()}
    assert units == {}  # the bills name no commodity, and the figure is of electricity
    for row in rows["bill"]:
        row |= {"commodity": "electricity", "kwh": Decimal(10)}
    deliver(made, "with energy", "2026-03-02", correct=True, bill=rows["bill"])
    sold = audit_with(made, library, JANUARY, figures=("sold_energy",)).figures["sold_energy"].to_pylist()
    assert {row["org_id"]: row["sold_kwh"] for row in sold} == dict.fromkeys(cause_world.UNITS, Decimal(500))
