"""Which columns of a wide file are the slots of its day."""

import pytest

from jicha.intake.slot_columns import BadSlots, slot_columns


@pytest.mark.parametrize(
    ("written", "at", "minutes", "first", "last", "count"),
    [
        ("P1..P96", "", 0, "P1", "P96", 96),
        ("P01..P24", "", 0, "P01", "P24", 24),
        ("P1..P100", "", 0, "P1", "P100", 100),
        ("P1..P97", "end", 0, "P2", "P97", 96),
        ("P1..P97", "start", 0, "P1", "P96", 96),
        ("P0..P48", "end", 0, "P1", "P48", 48),
        ("P0..P288", "start", 0, "P0", "P287", 288),
        ("00:00..23:45", "start", 15, "00:00", "23:45", 96),
        ("00:15..24:00", "end", 15, "00:15", "24:00", 96),
        ("0:00..24:00", "start", 15, "0:00", "23:45", 96),
        ("0:00..24:00", "end", 15, "0:15", "24:00", 96),
        ("0:30..24:00", "end", 30, "0:30", "24:00", 48),
        ("01:00..24:00", "end", 60, "01:00", "24:00", 24),
    ],
)
def test_a_day_is_cut_out_of_its_columns(
    written: str, at: str, minutes: int, first: str, last: str, count: int
) -> None:
    found = slot_columns(written, at=at, minutes=minutes)
    assert (found.kept[0], found.kept[-1], len(found.kept)) == (first, last, count)


def test_columns_named_by_the_clock_know_when_their_slots_begin() -> None:
    assert slot_columns("0:00..24:00", at="end", minutes=60).starts == tuple(range(0, 1440, 60))
    assert slot_columns("0:00..23:00", at="start", minutes=60).starts == tuple(range(0, 1440, 60))


@pytest.mark.parametrize(
    ("written", "at", "minutes", "message"),
    [
        ("P1", "", 0, "slots is 'P1'"),
        ("P9..P1", "", 0, "slots is 'P9..P1'"),
        ("P1..Q9", "", 0, "slots is 'P1..Q9'"),
        ("P1..P97", "", 0, "97 columns are one more than a day has"),
        ("0:00..23:45", "", 15, "columns named by the clock need their grid"),
        ("0:00..23:45", "start", 0, "columns named by the clock need their grid"),
        ("0:00..23:45", "end", 15, "the columns lack the slot labelled 24:00 at its end"),
        ("0:15..24:00", "start", 15, "the columns lack the slot labelled 0:00 at its start"),
        ("0:00..23:45", "start", 30, "0:00..23:45 does not end on a grid of 30 minutes"),
        ("8:00..17:45", "start", 15, "the columns lack the slot labelled 0:00 at its start"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(written: str, at: str, minutes: int, message: str) -> None:
    with pytest.raises(BadSlots, match=message):
        slot_columns(written, at=at, minutes=minutes)
