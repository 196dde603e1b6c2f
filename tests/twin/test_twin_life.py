"""What a life is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lived_area import world

from jicha.twin.life import Course, Living, life, of_uses, steps_of
from jicha.twin.load.window import window_of

HERE = world()
HOME = next(one for one in HERE.station(0).areas[0].accounts if one.places[0].use == "household" and one.closed is None)
WINDOW = window_of(3, "36", HERE.first, HERE.days)
LIVING = Living(3, HOME, WINDOW, 10, 40)


def test_a_life_is_named_by_its_function_and_docstring() -> None:
    @life("闭门读书", fits=of_uses("household"))
    def reading(living: Living) -> Course:
        """Reading behind closed doors."""
        return Course(living.start, living.end)

    assert (reading.code, reading.name, reading.name_zh) == ("reading", "Reading behind closed doors", "闭门读书")
    assert (reading.lead(LIVING).start, reading.lead(LIVING).end) == (10, 40)


def test_days_of_a_life_are_drawn_within_its_bounds() -> None:
    for low, high in ((5, 5), (5, 12), (29, 60)):
        lasts = LIVING.lasting("something", low, high)
        assert lasts.start == 10
        assert 10 + low <= lasts.end <= min(10 + high, 40)
    assert LIVING.on(31) == date(2025, 2, 1)
    assert LIVING.between("size", 2.0, 3.0) == LIVING.between("size", 2.0, 3.0)
    assert 2.0 <= LIVING.between("size", 2.0, 3.0) < 3.0


def test_a_life_fits_by_use_and_not_a_closed_account() -> None:
    assert of_uses("household")(HOME)
    assert not of_uses("shop")(HOME)
    assert not of_uses("household")(replace(HOME, closed=date(2025, 2, 1)))


def test_the_quarter_hours_of_days() -> None:
    found = steps_of(1, 3, 4)
    assert found.sum(axis=1).tolist() == [0, 96, 96, 0]
