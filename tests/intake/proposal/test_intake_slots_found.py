import pytest

from jicha.intake.proposal.slots_found import slot_runs


def _numbered(prefix: str, first: int, last: int) -> list[str]:
    return [f"{prefix}{one}" for one in range(first, last + 1)]


def _clock(first: int, last: int, step: int) -> list[str]:
    return [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(first, last + 1, step)]


@pytest.mark.parametrize(
    ("words", "written", "minutes", "at"),
    [
        (_numbered("P", 1, 96), "P1..P96", 15, ""),
        (_numbered("U", 1, 24), "U1..U24", 60, ""),
        (_clock(0, 1425, 15), "00:00..23:45", 15, "start"),
        (_clock(15, 1440, 15), "00:15..24:00", 15, "end"),
        (_numbered("P", 1, 95), "P1..P95", 0, ""),  # no day has 95 slots
        (_clock(0, 1380, 15), "00:00..23:00", 0, ""),
    ],
)
def test_runs_and_the_days_that_they_are(words: list[str], written: str, minutes: int, at: str) -> None:
    (run,) = slot_runs(["户号", *words, "备注"])
    assert (run.columns, run.written, run.minutes, run.at) == (tuple(words), written, minutes, at)
    assert run.is_day == bool(minutes)


def test_the_order_of_columns_does_not_count_and_a_hole_does() -> None:
    turned = _numbered("P", 1, 96)[::-1]
    assert slot_runs(turned)[0].columns == tuple(turned[::-1])
    assert slot_runs([one for one in turned if one != "P50"]) == ()


def test_a_few_numbered_columns_are_no_run() -> None:
    assert slot_runs(_numbered("阶梯", 1, 11)) == ()
    assert slot_runs(_clock(0, 600, 60)) == ()
