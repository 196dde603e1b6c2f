"""What tells finds from the rest, on counts alone; and that chance makes no cause."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pytest

from jicha.audit.attributes import Attribute
from jicha.audit.cube import LEAST_OF_A_VALUE, Cube
from jicha.audit.shared import Explanation, explanations, overlap
from jicha.terms.cause import Cause, SharedAttribute


def cube(columns: Mapping[str, Sequence[str]], found: npt.NDArray[np.bool_], owners: npt.NDArray[np.int64]) -> Cube:
    """What the engine would count of rows with these attributes."""
    names, values, codes = [], [], []
    for name, column in columns.items():
        often = Counter(value for value, is_found in zip(column, found, strict=True) if is_found)
        kept = sorted(value for value, number in often.items() if number >= LEAST_OF_A_VALUE)
        if kept:
            names.append(Attribute(name, ""))
            values.append(tuple(kept))
            codes.append([kept.index(value) + 1 if value in kept else 0 for value in column])
    matrix = np.array(codes, np.int64).T if codes else np.zeros((len(found), 0), np.int64)
    return Cube(tuple(names), tuple(values), matrix, np.ones(len(found), np.int64), found.astype(np.int64),
                tuple(str(row) for row in np.flatnonzero(found)), matrix[found], owners[found])  # fmt: skip


def chance(seed: int, *, monthly: bool) -> Cube:
    """1,500 bills, three a customer, with twelve attributes from two to 400 values, 75 of them wrong by chance.

    ``monthly``: all three bills of 25 customers are, as one wrong file makes all bills of a customer wrong.
    """
    random = np.random.default_rng(seed)
    sizes = (12, 20, 200, 60, 25, 400, 80, 2, 2, 6, 3)
    of_customer = [(random.zipf(1.6, 500) - 1) % size for size in sizes]  # some values common, most rare
    owners = np.repeat(np.arange(500), 3)
    columns = {f"bill.a{at}": [f"v{value}" for value in np.repeat(one, 3)] for at, one in enumerate(of_customer)}
    columns["bill.month"] = [f"2026-{number:02}-01" for number in np.tile(np.arange(1, 4), 500)]
    if monthly:
        found = np.isin(owners, random.choice(500, 25, replace=False))
    else:
        found = np.isin(np.arange(1500), random.choice(1500, 75, replace=False))
    return cube(columns, found, owners)


@pytest.mark.parametrize("monthly", [False, True])
def test_random_finds_make_no_cause(monthly: bool) -> None:
    """Measured once over 300 seeds each of 14 settings (1,000 to 20,000 bills, 25 to 200 finds): 0 of 4,200."""
    assert [seed for seed in range(100) if explanations(chance(seed, monthly=monthly))] == []


def few_large(seed: int) -> Cube:
    """500 customers with one to 400 bills each, a few with most of all, and 40 of them wrong in all their bills."""
    random = np.random.default_rng(seed)
    bills = np.minimum((random.pareto(0.8, 500) * 3).astype(int) + 1, 400)
    owners = np.repeat(np.arange(500), bills)
    sizes = (12, 20, 60, 25, 5, 3)
    columns = {f"bill.a{at}": [f"v{value}" for value in np.repeat((random.zipf(1.6, 500) - 1) % size, bills)]
               for at, size in enumerate(sizes)}  # fmt: skip
    return cube(columns, np.isin(owners, random.choice(500, 40, replace=False)), owners)


def test_what_a_few_large_customers_happen_to_share_is_no_cause() -> None:
    """Counting each customer as one, and their finds as if all had alike many, made 6 causes of chance in 200 seeds."""
    assert [seed for seed in range(200) if explanations(few_large(seed))] == []


@pytest.mark.parametrize("share", [0.6, 1.0])
def test_the_same_bills_with_one_planted_reason_make_one_cause_by_name(share: float) -> None:
    """The positive control: of one value of one attribute ``share`` of the bills are wrong, beside the chance finds."""
    missed = []
    for seed in range(25):
        random = np.random.default_rng(seed)
        owners = np.arange(1500)
        columns = {f"bill.a{at}": [f"v{value}" for value in random.integers(0, 15, 1500)] for at in range(8)}
        has = np.array([value == "v7" for value in columns["bill.a3"]])
        found = (has & (random.random(1500) < share)) | (random.random(1500) < 0.01)
        told = explanations(cube(columns, found, owners))
        if [one.attributes for one in told] != [(SharedAttribute("bill.a3", ("v7",)),)]:
            missed.append((seed, told))
    assert missed == []


def planted(wrong: npt.NDArray[np.bool_], columns: Mapping[str, Sequence[str]]) -> tuple[Explanation, ...]:
    return explanations(cube(columns, wrong, np.arange(len(wrong))))


def test_two_broad_attributes_that_mean_little_alone_are_found_together() -> None:
    """All 160 finds lie where both hold: 160 of 160. Of each alone it is 160 of 400, of the rest nothing."""
    first = np.arange(1000) < 400
    second = (np.arange(1000) % 5) < 2
    columns = {"a": ["y" if one else "n" for one in first], "b": ["y" if one else "n" for one in second]}
    (told,) = planted(first & second, columns)
    assert told.attributes == (SharedAttribute("a", ("y",)), SharedAttribute("b", ("y",)))
    assert (told.contrast.found, told.contrast.tested) == (160, 160)


def test_a_second_attribute_that_adds_nothing_is_not_named() -> None:
    """Of 100 with it 97 are found; the three that are not lie elsewhere, and three are no reason to name a place."""
    has = np.arange(1000) < 100
    wrong = has & ~np.isin(np.arange(1000), (0, 1, 2))
    place = ["far" if row in (0, 1, 2) else "near" for row in range(1000)]
    (told,) = planted(wrong, {"a": ["y" if one else "n" for one in has], "b": place})
    assert told.attributes == (SharedAttribute("a", ("y",)),)


@pytest.mark.parametrize(("each", "named"), [(31, ("price",)), (32, ("place", "price"))])
def test_a_second_attribute_is_named_where_it_halves_the_subjects_of_the_first(
    each: int, named: tuple[str, ...]
) -> None:
    """All n of the price in one place are found, none of the n in another: n / 16 by the bound, which is 2 at 32."""
    rows = np.arange(20 * each)
    price, place = rows < 2 * each, rows % 2 == 0
    columns = {name: ["y" if one else "n" for one in has] for name, has in (("place", place), ("price", price))}
    told = planted(price & place, columns)
    assert [tuple(shared.name for shared in one.attributes) for one in told] == [named]


def test_of_attributes_that_mark_off_the_same_the_first_is_named() -> None:
    has = ["y" if row < 50 else "n" for row in range(1000)]
    (told,) = planted(np.arange(1000) < 50, {"unit": has, "code": has, "class": has})
    assert told.attributes == (SharedAttribute("unit", ("y",)),)


def test_a_value_that_nearly_all_have_explains_nothing() -> None:
    wrong = np.arange(1000) < 100
    assert planted(wrong, {"a": ["y"] * 990 + ["n"] * 10}) == ()


def test_a_reason_of_less_than_half_of_the_finds_is_left_single_where_it_does_not_hold_for_all_who_have_it() -> None:
    """60 of 100 with it are found, and 70 of 900 without: neither most of the finds nor nearly all who have it."""
    rows = np.arange(1000)
    columns = {"a": ["y" if row < 100 else f"n{row}" for row in rows]}
    assert planted((rows < 60) | ((rows >= 100) & (rows < 170)), columns) == ()
    (told,) = planted((rows < 60) | ((rows >= 100) & (rows < 160)), columns)  # half of the finds
    assert told.contrast.found == 60


def test_among_many_other_finds_what_nearly_all_who_have_it_share_is_still_a_cause() -> None:
    """24 of 30 with both are found (four in five) beside 300 others of 9,970; with one fewer it is left single."""
    rows = np.arange(10_000)
    columns = {"a": ["y" if row < 300 else f"n{row % 7}" for row in rows],
               "b": ["z" if row % 10 == 3 else f"m{row % 10}" for row in rows]}  # fmt: skip
    both = np.flatnonzero((rows < 300) & (rows % 10 == 3))
    others = np.flatnonzero((rows >= 300) & (rows % 33 == 0))[:290]
    (told,) = planted(np.isin(rows, [*both[:24], *others]), columns)
    assert told.attributes == (SharedAttribute("a", ("y",)), SharedAttribute("b", ("z",)))
    assert (told.contrast.found, told.contrast.tested, told.contrast.rest_found) == (24, 30, 290)
    assert planted(np.isin(rows, [*both[:23], *others]), columns) == ()


def known(*attributes: SharedAttribute) -> Cause:
    return Cause(cause_id="k", code="BIL-900", kind="shared", found=1, tested=1, share=Decimal(1), orgs=(), first=None,
                 last=None, at_stake_kwh=None, at_stake_money=None, sample=(), attributes=attributes)  # fmt: skip


def test_a_known_cause_holds_the_last_find_that_shares_it() -> None:
    rows = np.arange(500)
    made = cube({"a": ["y" if row < 100 else "n" for row in rows]}, np.isin(rows, (3, 4, 5, 6, 7)), rows)
    assert explanations(made) == ()
    (told,) = explanations(made, [known(SharedAttribute("a", ("y",)))])
    assert sorted(told.members) == ["3", "4", "5", "6", "7"]
    assert explanations(made, [known(SharedAttribute("gone", ("y",)))]) == ()
    other = replace(made, find_codes=np.zeros_like(made.find_codes))
    assert explanations(other, [known(SharedAttribute("a", ("y",)))]) == ()


@pytest.mark.parametrize(("others", "holds"), [(0, True), (10, True), (11, False)])
def test_a_known_cause_holds_finds_only_while_it_tells_them_from_the_rest(others: int, holds: bool) -> None:
    """5 of 60 with it and 10 of 360 without: 8.3 % against 2.8 % is three times as often. With 11 it is less."""
    rows = np.arange(420)
    wrong = np.isin(rows, [*range(5), *range(60, 60 + others)])
    made = cube({"a": ["y" if row < 60 else f"n{row}" for row in rows]}, wrong, rows)
    assert bool(explanations(made, [known(SharedAttribute("a", ("y",)))])) is holds


def test_causes_are_the_same_matter_where_what_both_name_has_a_value_in_common() -> None:
    code, more, other = (SharedAttribute("code", values) for values in (("1",), ("1", "2"), ("3",)))
    unit = SharedAttribute("unit", ("north",))
    assert overlap([code], [more])
    assert overlap([code], [unit, more])
    assert not overlap([code], [other])
    assert not overlap([code], [unit])
    assert not overlap([code, unit], [code, SharedAttribute("unit", ("south",))])
