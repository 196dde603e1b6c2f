from collections.abc import Callable

from jicha.intake.proposal.looked_at import LookedAt


def test_a_run_that_is_no_day_is_no_day_run(look_at: Callable[..., LookedAt]) -> None:
    def rows(slots: int) -> tuple[str, str]:
        return "日期,户号," + ",".join(f"P{one}" for one in range(1, slots + 1)), "2026-04-01,1," + ",".join(
            "1" * slots
        )

    day, none = look_at(*rows(24)), look_at(*rows(23))
    assert day.day_run is not None
    assert (day.day_run.written, none.day_run) == ("P1..P24", None)
    assert (len(day.run_words), len(none.run_words)) == (24, 23)
    assert day.words[:3] == ("日期", "户号", "P1")
    assert not day.run_words & {one.word for listed in day.options.values() for one in listed}
