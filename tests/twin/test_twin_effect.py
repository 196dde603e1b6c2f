"""Effects: what is left out stays as it was."""

from __future__ import annotations

from jicha.twin.effect import BookDeed, Delivery, Effect


def test_an_effect_of_nothing_does_nothing() -> None:
    nothing = Effect()
    assert not any([nothing.meter, nothing.past, nothing.hooked, nothing.register, nothing.book, nothing.delivery])
    assert nothing.hours == ((0, 24),)
    assert (nothing.clock_minutes, nothing.moved_kw, nothing.events) == (0, 0.0, ())
    assert BookDeed("multiplier").factor == 1.0
    assert Delivery() == Delivery(0.0, 0.0, 0)
