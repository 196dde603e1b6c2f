"""What is said of a paste."""

from __future__ import annotations

from collections.abc import Callable

from jicha.find.dossier import Dossiers
from jicha.find.paste import read_paste
from jicha.press.dossier.remarks import entry_note, paste_remarks, state_words
from jicha.press.say import Language


def said(text: str, language: Language = Language.EN) -> str:
    return "\n".join(paste_remarks(read_paste(text), language))


def test_a_clean_paste_needs_no_remark() -> None:
    assert said("0012\n0013") == ""


def test_whatever_was_done_to_a_paste_is_said() -> None:
    words = said("户号\n0012\n'0012\n1.2E+11\n\u200b0013")
    assert "skipped 1 cells that are no numbers: 户号" in words
    assert "1 repeated numbers were asked once: 0012" in words
    assert "1 cells were not asked: 1.2E+11 (shown as a power of ten" in words
    assert "1 invisible characters were removed (line 5)" in words


def test_columns_that_were_passed_over_are_named() -> None:
    assert "取“户号”列；未取：户名, 电费" in said("户名\t户号\t电费\n张三\t0012\t3", Language.ZH)


def test_long_lists_are_cut_with_a_count() -> None:
    words = said("\n".join(str(1000 + at // 2) for at in range(20)))
    assert words == "10 repeated numbers were asked once: 1000, 1001, 1002, 1003, 1004 and 5 more"


def test_each_entry_says_what_became_of_it(look: Callable[..., Dossiers]) -> None:
    found = look("0012\n12\n0078\n987654321\n0013\n0013\n1E+9\n1234567890123450000")
    notes = [entry_note(one, found, Language.EN) for one in found.paste.entries]
    states = [state_words(one, found.answers.get(one.number), Language.EN) for one in found.paste.entries]
    assert states == ["known", "not known", "not known", "not known", "known", "known", "not asked", "not known"]
    assert notes[0] == "opens 2 files; see the lists"
    assert notes[1] == "perhaps meant (other zeros or letters): 0012 (Customer cis:0012), 0012 (Customer ems:0012)"
    assert notes[2].startswith("nearest known (one slip apart): ")
    assert notes[3] == "nothing near it is known"
    assert notes[4] == ""
    assert notes[5] == "repeated, stood first in line 5"
    assert notes[6].startswith("shown as a power of ten")
    assert "a spreadsheet keeps 15 digits" in notes[7]
