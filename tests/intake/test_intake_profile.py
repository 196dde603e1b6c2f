"""What a profile's values can answer."""

from jicha.intake.profile import Profile


def test_a_kind_of_file_fits_when_all_its_words_are_there(trial: Profile) -> None:
    (kind,) = trial.files
    assert kind.fits(("no", "customer", "day", "kwh", "status", "more"))
    assert not kind.fits(("no", "customer", "day", "kwh"))


def test_a_kind_of_file_knows_what_it_reads(trial: Profile) -> None:
    assert trial.files[0].reads == ("customer", "day", "kwh", "no", "status")
