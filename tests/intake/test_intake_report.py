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


def test_a_person_reads_counts_reasons_ignored_columns_and_holes(trial: Profile) -> None:
    told = "\n".join(report(trial).lines())
    for words in (
        "batch b1 by profile trial",
        "b.csv (bills, csv, gb18030): 10 rows = 7 accepted + 2 duplicate + 1 quarantined",
        "not read: target: the answer",
        "columns the profile does not know, left out as you said: extra",
        "bill: 10 rows = 7 accepted + 2 duplicate + 1 quarantined, 3 of them corrections",
        "quarantined, not_a_date: 2",
        "feed bill: 1 organisations, complete between 2026-03-01 and 2026-03-09",
        "t:a: 2026-03-01 to 2026-03-09, not 2026-01-01 to 2026-01-09",
        "feed curve: 5 records belong to no organisation known so far",
    ):
        assert words in told, told


def test_a_guessed_profile_says_so_at_every_load(trial: Profile) -> None:
    guess = replace(trial, confidence=Confidence.OWN_GUESS)
    assert any("our own guess" in line for line in report(guess).lines())
    assert not any("our own guess" in line for line in report(trial).lines())


def test_a_guessed_kind_of_file_of_a_known_profile_says_so_too(trial: Profile) -> None:
    (kind,) = trial.files
    guess = replace(trial, files=(replace(kind, confidence=Confidence.OWN_GUESS),))
    assert sum("this kind of file are our own guess" in line for line in report(guess).lines()) == 2  # of two files
    assert not any("guess" in line for line in report(trial).lines())
