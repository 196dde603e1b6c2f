"""Two liabilities for one act are shown apart and flagged."""

from datetime import date

from jicha.law.second_liability import Tampering, flag_same_act, flag_second_liability
from jicha.law.settings import NO_SETTINGS
from jicha.terms.sheet import Sheet


def test_tampering_in_the_same_act_stands_beside_and_warns() -> None:
    sheet = Sheet("test")
    flag_second_liability(sheet, Tampering(resident=False, times=2), date(2023, 5, 1), NO_SETTINGS)
    done = sheet.done()
    (beside,) = done.alternatives
    assert (beside.title, beside.value_of("penalty").value) == ("breach_equipment", 10000)
    assert [(one.word, one.warns) for one in done.remarks] == [("two_liabilities", True)]
    assert "two_liabilities" in {one.word for one in beside.remarks}


def test_without_tampering_nothing_is_said() -> None:
    sheet = Sheet("test")
    flag_second_liability(sheet, None, date(2023, 5, 1), NO_SETTINGS)
    assert (sheet.done().alternatives, sheet.done().remarks) == ((), ())


def test_a_breach_warns_where_the_same_act_is_followed_as_theft() -> None:
    for same in (True, False):
        sheet = Sheet("test")
        flag_same_act(sheet, same_act_as_theft=same)
        assert [one.word for one in sheet.done().remarks] == ["two_liabilities"] * same
