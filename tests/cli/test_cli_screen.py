"""How much is done and what is left."""

from jicha.cli.screen import INTAKE_SHARES, fraction_done, seconds_left


def test_stages_follow_each_other_and_end_at_the_whole() -> None:
    told = [
        fraction_done(INTAKE_SHARES, stage, done, 4) for stage in ("read", "compared", "written") for done in range(5)
    ]
    assert told == sorted(told)
    assert (told[0], round(told[-1], 9)) == (0.0, 1.0)


def test_no_remaining_time_is_said_before_enough_is_done() -> None:
    assert seconds_left(0.01, 10.0) is None
    assert seconds_left(0.5, 30.0) == 30


def test_an_unknown_stage_and_an_empty_one_break_nothing() -> None:
    assert fraction_done(INTAKE_SHARES, "nobody knows", 1, 2) == 0.0
    assert fraction_done(INTAKE_SHARES, "read", 0, 0) == INTAKE_SHARES["read"]
