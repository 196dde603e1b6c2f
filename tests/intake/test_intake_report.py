"""The report adds up and says what a person must know."""

from dataclasses import replace
from datetime import date

from jicha.intake.feeds import FeedChange, Move
from jicha.intake.profile import Confidence, Ignored, Profile
from jicha.intake.report import FileCounts, IntakeReport, TableCounts

FILE = FileCounts(
    "b.csv", "", "bills", "csv", "gb18030", 10, 7, 2, 1, (Ignored("target", "the answer", "答案"),), ("extra",)
)


def report(profile: Profile, **changes: object) -> IntakeReport:
    feed = FeedChange(
        "t:a", "bill", date(2026, 3, 1), date(2026, 3, 9), Move.EXTENDED, ((date(2026, 1, 1), date(2026, 1, 9)),)
    )
    whole = IntakeReport(
        "b1",
        profile,
        (FILE, FILE),
        (TableCounts("bill", 10, 7, 3, 2, 1),),
        {"not_a_date": 2},
        (feed,),
        {"curve": 5},
        1.25,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_files_are_added_up(trial: Profile) -> None:
    one = report(trial)
    assert (one.rows, one.accepted, one.duplicate, one.quarantined) == (20, 14, 4, 2)


def test_a_guess_is_one_of_the_profile_or_of_one_kind(trial: Profile) -> None:
    assert not report(trial).is_guess("bills")
    assert report(replace(trial, confidence=Confidence.OWN_GUESS)).is_guess("bills")
    kinds = tuple(replace(one, confidence=Confidence.OWN_GUESS) for one in trial.files)
    assert report(replace(trial, files=kinds)).is_guess("bills")
    assert not report(replace(trial, files=kinds)).is_guess("clients")
