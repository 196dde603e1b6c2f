"""Which bills tell, and for which choice: rows that are worked out by hand."""

from __future__ import annotations

import numpy as np
from rerated_rows import rerated

from jicha.audit.calibrate.votes import CONCERNS, votes_of_bills
from jicha.tariffs.conventions import CHOICES


def test_only_bills_that_come_out_differently_tell() -> None:
    votes = votes_of_bills(
        "demand_over_limit",
        {"over_from_contract": rerated(capacity=[0, 0, 500, 0]), "over_from_limit": rerated(capacity=[0, -300, 0, 7])},
    )
    assert votes.tells.tolist() == [False, True, True, True]
    assert votes.explained["over_from_contract"].tolist() == [False, True, False, True]
    assert votes.explained["over_from_limit"].tolist() == [False, False, True, False]
    assert votes.best == ("over_from_contract",)


def test_another_error_of_the_bill_does_not_hide_what_it_tells() -> None:
    votes = votes_of_bills(
        "day_divisor",
        {
            "divisor_thirty": rerated(capacity=[0], surcharge=[900], total=[900]),
            "divisor_calendar": rerated(capacity=[-40], surcharge=[900], total=[860]),
        },
    )
    assert votes.count("divisor_thirty") == (1, 0)
    assert votes.count("divisor_calendar") == (0, 0)


def test_a_choice_that_leaves_a_bill_unsure_has_no_vote_and_one_alone_tells_nothing() -> None:
    sure = rerated(tier=[0, 0])
    unsure = rerated(tier=[-100, -100], unsure=["tiers_unknown", None])
    votes = votes_of_bills("tier_clearing", {"calendar_year": sure, "bill_month": unsure})
    assert votes.tells.tolist() == [False, True]
    assert votes.count("calendar_year") == (1, 1)


def test_all_that_is_concerned_must_fit() -> None:
    votes = votes_of_bills(
        "price_change",
        {
            "by_days": rerated(energy=[0, 0], surcharge=[0, 5]),
            "from_next_bill": rerated(energy=[-9, -9], surcharge=[-1, 4]),
        },
    )
    assert votes.count("by_days")[0] == 1


def test_the_total_stands_in_for_components_that_the_bill_does_not_state() -> None:
    votes = votes_of_bills(
        "day_divisor",
        {
            "divisor_thirty": rerated(capacity=[None, None], total=[0, 8]),
            "divisor_calendar": rerated(capacity=[None, None], total=[-70, -62]),
        },
    )
    assert votes.tells.tolist() == [True, True]
    assert (votes.count("divisor_thirty"), votes.count("divisor_calendar")) == ((1, 1), (0, 0))


def test_choices_that_explain_the_same_are_both_the_best_and_none_is_where_nothing_tells() -> None:
    same = rerated(power_factor=[0, 0])
    other = rerated(power_factor=[3, 3])
    tied = votes_of_bills(
        "power_factor_base", {"base_without_funds": same, "base_by_component": same, "base_with_funds": other}
    )
    assert tied.best == ("base_without_funds", "base_by_component")
    silent = votes_of_bills("power_factor_base", {"base_without_funds": same, "base_by_component": same})
    assert (silent.best, int(silent.tells.sum())) == ((), 0)


def test_a_bill_that_nothing_explains_tells_for_nobody() -> None:
    votes = votes_of_bills("loss_rounding", {"to_kwh": rerated(quantity=[100]), "exact": rerated(quantity=[400])})
    assert votes.tells.tolist() == [True]
    assert votes.best == ()


def test_every_convention_but_the_two_that_bills_do_not_show_concerns_components() -> None:
    assert CHOICES.keys() - CONCERNS.keys() == {"threshold_160", "late_fee_year_end"}
    assert np.all([len(components) > 0 for components in CONCERNS.values()])
