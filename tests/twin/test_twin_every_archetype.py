"""Every archetype: found by itself, named once in two languages, billed by a price that the book has."""

from __future__ import annotations

from datetime import date

import pytest

from jicha.schema import table
from jicha.twin.account import ELEMENTS, Account
from jicha.twin.archetype import Newcomer
from jicha.twin.every_archetype import all_archetypes
from jicha.twin.load.every_use import all_uses
from jicha.twin.prices.book import province_book
from jicha.twin.records import KNOWN_ON

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BOOK = province_book(1, LAST)
CODES = sorted(all_archetypes())


def _made(code: str, number: int = 7) -> Account:
    return all_archetypes()[code].make(Newcomer(1, f"{number:010d}", FIRST, LAST))


def test_households_shops_and_works_are_found_and_nothing_is_named_twice() -> None:
    assert {"household", "shop", "works_by_capacity"} <= set(CODES)
    for named in ("name", "name_zh"):
        names = [getattr(one, named) for one in all_archetypes().values()]
        assert all(names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("dedicated", [True, False])
def test_shares_of_a_side_are_positive_and_add_up_to_about_one(dedicated: bool) -> None:
    shares = [one.share for one in all_archetypes().values() if one.dedicated is dedicated]
    assert min(shares) > 0
    assert 0.5 < sum(shares) < 1.5  # they are weights; far from one, a share would not be what it says


@pytest.mark.parametrize("code", CODES)
def test_what_is_made_hangs_where_its_archetype_says_and_its_codes_exist(code: str) -> None:
    made = _made(code)
    assert made.dedicated is all_archetypes()[code].dedicated
    assert bool(made.machines) >= made.dedicated
    assert made.opened <= LAST
    assert made.closed is None or made.opened < made.closed
    assert len({place.number for place in made.places}) == len(made.places)
    for place in made.places:
        assert place.number.startswith(made.number)
        assert place.wiring in ELEMENTS
        assert not place.metered or place.use in all_uses()
        assert not place.parent or place.parent in {one.number for one in made.places}
        for begin, terms in place.terms:
            if not place.generates:
                assert BOOK.item(terms.price_code, max(begin, FIRST))


@pytest.mark.parametrize("code", CODES)
def test_its_ledgers_are_rows_of_the_schema(code: str) -> None:
    for name, columns in _made(code).ledgers:
        assert set(columns) - {KNOWN_ON} <= set(table(name).by_name), name


@pytest.mark.parametrize("code", CODES)
def test_it_is_made_of_its_own_numbers_alone(code: str) -> None:
    assert _made(code) == _made(code)
    assert _made(code) != _made(code, 8)
