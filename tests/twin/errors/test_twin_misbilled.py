"""Planted errors of billing: each rule finds exactly them, with the true money, and spares what is like them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from planted_verdicts import BILLING_CODES, COUNT, LIBRARY, Outcome, billing, clean_books, faults, kinds

from jicha.twin.books.book import Books
from jicha.twin.error import Desk, Stage, planted
from jicha.twin.misbilled import kwh_of, plain, same_steps, sum_off

EXACT = ("breach", "error", "gap")
# What a check says besides is honest, and no truth is told of it.
CHECKS_THAT_NOTICE = {"BIL-049"}
CODES = BILLING_CODES


@pytest.fixture(scope="module")
def books() -> Books:
    """Books without errors, for tests that change no more than one sum."""
    return clean_books()


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return billing()


PLANTED_RULES = sorted({code for one in kinds() for code in one.codes})


@pytest.mark.parametrize("code", PLANTED_RULES)
def test_a_rule_finds_exactly_what_was_planted(outcome: Outcome, code: str) -> None:
    told = outcome.told(code)

    assert told
    assert outcome.found(code).keys() == told.keys()


@pytest.mark.parametrize("code", PLANTED_RULES)
def test_a_rule_states_the_true_money_and_energy(outcome: Outcome, code: str) -> None:
    found = outcome.found(code)

    for subject, truth in outcome.told(code).items():
        row = found[subject]
        assert (row.get("at_stake_money") is None) == (truth.money is None)
        if truth.money is not None:
            assert abs(row["at_stake_money"] - truth.money) <= truth.tolerance
        assert row.get("at_stake_kwh") == truth.kwh


@pytest.mark.parametrize("code", sorted({one.codes[0] for one in kinds()}))
def test_what_is_like_an_error_is_spared(outcome: Outcome, code: str) -> None:
    spared = {(row["subject_id"], row["period_start"]) for row in outcome.after[code] if row["verdict"] == "spare"}
    unsure = {(row["subject_id"], row["period_start"]) for row in outcome.after[code] if row["reason"] == "few_peers"}

    assert outcome.spared(code)
    assert outcome.spared(code) <= spared | unsure


def test_no_other_rule_of_billing_accuses_anybody_because_of_the_errors(outcome: Outcome) -> None:
    others = [code for code in CODES if code not in PLANTED_RULES]

    assert [code for code in others if LIBRARY.pages[code].severity in EXACT and outcome.found(code)] == []
    assert {code for code in others if outcome.found(code)} <= CHECKS_THAT_NOTICE


def test_the_honest_books_break_no_rule_of_billing(outcome: Outcome) -> None:
    accused = {
        code
        for code in CODES
        if LIBRARY.pages[code].severity in EXACT and any(row["verdict"] == "find" for row in outcome.before[code])
    }

    assert accused == set()


def test_a_wrong_price_table_touches_all_bills_of_its_price_with_one_cause(outcome: Outcome) -> None:
    truths = [truth for error, truth in outcome.truths if error.code == "wrong_price_table" and truth.expect == "find"]

    assert len(truths) > 10 * COUNT
    assert {one.cause for one in truths} == {"price table 99-ONE-LV"}
    assert len({one.period for one in truths}) == 2


def test_no_bill_is_the_subject_of_two_errors(outcome: Outcome) -> None:
    of: dict[str, set[str]] = {}
    for error, truth in outcome.truths:
        if truth.subject_kind == "bill":
            of.setdefault(truth.subject_id, set()).add(error.code)

    assert {number: codes for number, codes in of.items() if len(codes) > 1} == {}


def test_the_same_books_have_the_same_errors() -> None:
    chosen = [one for one in kinds() if one.code in ("tiers_begun_anew", "price_of_another_use")]
    first, again = ([truth for _, truth in planted(Desk(clean_books(), 2), chosen, Stage.BILLS)] for _ in range(2))

    assert first == again


def test_nothing_is_planted_on_who_is_untouchable(books: Books) -> None:
    everybody = frozenset(one.number for one in books.station.accounts)

    assert [truth for _, truth in planted(Desk(books, COUNT, everybody), kinds(), Stage.BILLS)] == []


def test_a_truth_that_no_rule_bears_out_is_reported(outcome: Outcome) -> None:
    error, truth = next(
        pair for pair in outcome.truths if pair[0].code == "tiers_begun_anew" and pair[1].code == "BIL-027"
    )
    dearer = replace(truth, money=(truth.money or Decimal(0)) + 1)
    nobody = replace(truth, subject_id="nobody")
    innocent = replace(truth, expect="spare")

    for wrong in (dearer, nobody, innocent):
        assert len(faults(replace(outcome, truths=[(error, wrong)]), error.code)) == 1


def test_a_bill_that_differs_by_a_rounding_is_no_truth_of_the_recomputation(books: Books) -> None:
    number = next(one for one, bill in books.bills.items() if plain(bill) and bill.rated.money("transport") > 200)
    right = books.bills[number].rated.money("transport")

    books.put_sum(number, "transport", right + Decimal(1))
    assert list(sum_off(books, number)) == []

    books.put_sum(number, "transport", right + Decimal(50))
    [truth] = sum_off(books, number)
    assert truth.money == 50


def test_the_energy_of_a_bill_is_what_its_row_says(books: Books) -> None:
    assert all(kwh_of(bill) == books.bill_row(number)["kwh"] for number, bill in books.bills.items())


def test_a_loss_that_moves_the_power_factor_is_told_apart(books: Books) -> None:
    lossy = [one for one in books.bills.values() if plain(one) and one.case.loss is not None]

    assert all(same_steps(books, one, period_end=one.case.period_end) for one in lossy[:20])
    assert not all(same_steps(books, one, loss=None) for one in lossy)
