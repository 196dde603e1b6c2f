"""How much is done and what is left."""

from jicha.cli.prognosis import Prognosis

SHARES = {"opened": 0.2, "read": 0.4, "written": 0.3, "saved": 0.1}


def heard(*told: tuple[float, str, int, int]) -> Prognosis:
    """What was told, each with its second."""
    made = Prognosis(SHARES)
    for now, stage, done, total in told:
        made.hear(stage, done, total, now=now)
    return made


def test_stages_follow_each_other_and_end_at_the_whole() -> None:
    made = Prognosis(SHARES)
    parts = []
    for stage in SHARES:
        for done in range(5):
            made.hear(stage, done, 4, now=0.0)
            parts.append(made.fraction)
    assert parts == sorted(parts)
    assert (parts[0], round(parts[-1], 9)) == (0.0, 1.0)


def test_nothing_is_said_before_anything_is_measured() -> None:
    assert heard().seconds_left(5.0) is None
    assert heard((0.0, "opened", 1, 2)).seconds_left(5.0) is None
    assert heard((0.0, "opened", 0, 2), (9.0, "read", 0, 100), (9.1, "read", 1, 100)).seconds_left(9.1) is None


def test_opening_does_not_count_against_the_pace() -> None:
    made = heard((0.0, "opened", 0, 2), (100.0, "read", 0, 100), (102.0, "read", 50, 100))
    assert made.seconds_left(102.0) == 6  # two more to read, three to write, one to save


def test_what_is_left_runs_down_between_reports() -> None:
    made = heard((0.0, "read", 0, 100), (20.0, "read", 50, 100))
    assert [made.seconds_left(now) for now in (20.0, 21.0, 30.0)] == [60, 59, 50]


def test_a_stage_that_takes_longer_than_its_share_does_not_eat_up_those_that_follow() -> None:
    made = heard((0.0, "read", 0, 4), (40.0, "written", 0, 4))
    assert [made.seconds_left(now) for now in (40.0, 70.0, 90.0)] == [40, 10, 10]
    made.hear("written", 2, 4, now=90.0)  # by its own pace it takes a hundred
    assert made.seconds_left(90.0) == 60
    made.hear("saved", 2, 2, now=140.0)
    assert made.seconds_left(999.0) is None


def test_work_that_begins_anew_is_measured_anew() -> None:
    made = heard((0.0, "read", 0, 4), (40.0, "written", 4, 4), (50.0, "read", 0, 4))
    assert made.seconds_left(50.0) is None


def test_an_empty_stage_breaks_nothing() -> None:
    assert heard((0.0, "read", 0, 0)).fraction == 0.2
