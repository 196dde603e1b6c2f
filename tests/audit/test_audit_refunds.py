"""By the shipped book alone: what was charged after an end or above a rate is found and listed, the rest is spared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import policy_region as region
import pytest
from owed_store import BILLS, FEES, TODAY, made

from jicha.audit.refunds import Refunds, refunds_owed
from jicha.audit.results import RunResult
from jicha.audit.run import audit
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.store.store import Store

CODES = ("CHG-001", "CHG-002", "CHG-003", "CHG-005", "CHG-009")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("owed") / "store")


@pytest.fixture(scope="module")
def run(root: Path) -> RunResult:
    return audit(Store.open(root), Library.shipped(), Window(date(2000, 1, 1), TODAY, TODAY), codes=CODES)


@pytest.fixture(scope="module")
def found(root: Path) -> Refunds:
    return refunds_owed(root, TODAY)


def finds(run: RunResult, code: str) -> dict[str, Decimal]:
    rows = run.findings.to_pylist() + run.siblings.to_pylist()
    return {row["subject_id"]: row["at_stake_money"] for row in rows if row["code"] == code}


def test_the_city_utility_surcharge_is_found_from_april_2017_on_and_not_in_march(run: RunResult) -> None:
    assert finds(run, "CHG-001") == {
        "utility_after": Decimal("15.00"), "utility_farm": Decimal("15.00"), "gorges": Decimal("7.00"),
    }  # fmt: skip


def test_each_rate_is_lawful_from_its_day_and_the_one_before_it_is_a_cut_not_carried_out(run: RunResult) -> None:
    # 1,000 kWh: 0.00552 - 0.00414, 0.00414 - 0.003105, 0.003105 - 0.0015525
    assert finds(run, "CHG-003") == {
        "uncut_2017": Decimal("1.38"), "uncut_2018": Decimal("1.04"), "uncut_2019": Decimal("1.55"),
    }  # fmt: skip


def test_a_rate_above_the_confirmed_one_is_found_and_one_from_memory_accuses_nobody(run: RunResult) -> None:
    assert finds(run, "CHG-002") == {"renewables_over": Decimal("0.50")}


def test_with_the_book_alone_deposits_and_service_fees_can_be_judged(run: RunResult) -> None:
    assert finds(run, "CHG-005") == {"deposit_old": Decimal(5000), "deposit_new": Decimal(500)}
    assert finds(run, "CHG-009") == {"move_after": Decimal(50), "card_2019": Decimal(20)}


def test_what_cannot_be_told_by_the_book_is_unsure(run: RunResult) -> None:
    unsure = {one.code: sum(count for _, count in one.unsure.items()) for one in run.coverage}
    # utility_late (no rate of March 2017), home_over (a rate from memory), maybe_back; and of fees the card of 2018
    assert (unsure["CHG-001"], unsure["CHG-002"], unsure["CHG-009"]) == (3, 2, 1)


def test_the_list_has_a_line_for_each_thing_owed_and_keeps_what_is_done(found: Refunds) -> None:
    told = {
        row["record_id"]: (row["kind"], row["charged"], row["returned"], row["owed"]) for row in found.lines.to_pylist()
    }
    d = Decimal
    assert told == {
        "utility_after": ("cancelled_surcharge", d(15), d(0), d(15)),
        "utility_farm": ("cancelled_surcharge", d(15), d(0), d(15)),
        "gorges": ("cancelled_surcharge", d(7), d(0), d(7)),
        "returned": ("cancelled_surcharge", d(15), d(15), d(0)),
        "maybe_back": ("cancelled_surcharge", d(15), d(0), d(15)),
        "uncut_2017": ("surcharge_above_rate", d("1.38"), d(0), d("1.38")),
        "uncut_2018": ("surcharge_above_rate", d("1.04"), d(0), d("1.04")),
        "uncut_2019": ("surcharge_above_rate", d("1.55"), d(0), d("1.55")),
        "renewables_over": ("surcharge_above_rate", d("0.50"), d(0), d("0.50")),
        "deposit_old": ("deposit", d(9000), d(4000), d(5000)),
        "deposit_done": ("deposit", d(9000), d(9000), d(0)),
        "deposit_new": ("abolished_fee", d(500), d(0), d(500)),
        "move_after": ("abolished_fee", d(80), d(30), d(50)),
        "card_2019": ("abolished_fee", d(20), d(0), d(20)),
    }


def test_only_ends_that_a_text_proves_are_called_confirmed(found: Refunds) -> None:
    doubtful = {row["record_id"] for row in found.lines.to_pylist() if not row["confirmed"]}
    assert doubtful == {"move_after", "card_2019"}


def test_a_refund_under_another_document_stands_beside_what_is_owed(found: Refunds) -> None:
    beside = {row["record_id"]: row["unnamed"] for row in found.lines.to_pylist() if row["unnamed"]}
    assert beside == {"maybe_back": Decimal(15)}


def test_what_is_done_is_not_open_and_the_money_adds_up(found: Refunds) -> None:
    assert {row["record_id"] for row in found.open_lines()}.isdisjoint({"returned", "deposit_done"})
    assert found.owed() == Decimal("5626.47")  # 52 of funds, 4.47 above rates, 5,570 of fees


def test_progress_is_told_by_unit_reason_and_item(found: Refunds) -> None:
    shares = {(row["org_id"], row["kind"], row["item"]): row["share_percent"] for row in found.progress.to_pylist()}
    assert shares["west", "deposit", "temporary_connection"] == Decimal("72.22")  # 13,000 of 18,000
    assert shares["west", "cancelled_surcharge", "city_utility"] == Decimal(50)
    assert shares["east", "cancelled_surcharge", "city_utility"] == Decimal(0)


def test_before_its_day_an_end_owes_nothing(root: Path) -> None:
    kinds = {row["record_id"] for row in refunds_owed(root, date(2017, 11, 30)).lines.to_pylist()}
    assert "deposit_old" not in kinds
    assert {one[0] for one in (*BILLS, *FEES)} >= kinds


def test_who_has_left_is_marked(tmp_path: Path) -> None:
    root = made(tmp_path / "store")
    left = {"customer_id": "c_fees", "org_id": "west", "customer_status": "closed"}
    region.deliver(root, "2026-02-01", correct=True, customer=[left])
    marked = {row["customer_id"] for row in refunds_owed(root, TODAY).lines.to_pylist() if row["closed"]}
    assert marked == {"c_fees"}
