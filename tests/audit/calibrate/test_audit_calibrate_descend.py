"""The search goes on where no reading shows by itself, and begins where persons have confirmed."""

from __future__ import annotations

from calibrate_world import FIRST_CHOICES, expected, under_trial, world

from jicha.audit.calibrate.descend import Trial
from jicha.audit.calibrate.reading import is_stuck
from jicha.engine.duckdb import DuckDbEngine
from jicha.tariffs.conventions import Settled

HIDDEN = {"price_change": "from_bill_month", "money_rounding": "cut_off"}


def trial_of(engine: DuckDbEngine, kinds: tuple[str, ...], truth: dict[str, str], said: list[str]) -> Trial:
    variants = under_trial(engine, world(truth, kinds=kinds))
    return Trial(engine, *expected(), variants, "36", said.append, Settled.of(FIRST_CHOICES))


def test_two_readings_that_hide_each_other_are_found_together() -> None:
    """All bills lie over the change, with twelve lines: by the wrong division no rounding fits, and the reverse."""
    said: list[str] = []
    with DuckDbEngine(threads=2) as engine:
        trial = trial_of(engine, ("HOURS",), HIDDEN, said)
        trial.descend()
        assert {name: trial.settled.choice(name) for name in HIDDEN} == HIDDEN
        assert trial.rated.whole.all()
        assert len(trial.rated.sure) == 40
        assert not any(is_stuck(one) for one in trial.votes.values())
    assert len(said) > 2 * len(FIRST_CHOICES)


def test_one_by_one_would_not_find_them() -> None:
    """The control of the test before: without pairs the search stays where it began."""
    with DuckDbEngine(threads=2) as engine:
        trial = trial_of(engine, ("HOURS",), HIDDEN, [])
        trial._rate_all()
        trial._one_by_one()
        assert is_stuck(trial.votes["price_change"])
        assert not trial.rated.whole.all()


def test_nothing_is_asked_again_that_cannot_have_changed() -> None:
    said: list[str] = []
    with DuckDbEngine(threads=2) as engine:
        trial = trial_of(engine, ("HOME",), {}, said)
        trial.descend()
    assert len(said) == len(trial.votes) == 8
    assert trial.settled == Settled.of(FIRST_CHOICES)
