"""Notes on files, in two languages."""

import ast
import re
from pathlib import Path

import jicha.intake.sources.formats
from jicha.intake.sources.notes import note_words

FORMATS = Path(jicha.intake.sources.formats.__file__).parent


def ids_in(text: str) -> set[str]:
    """The notes that a module makes: texts that are an id of ours, or stand first in ``Note(...)``."""
    texts = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
    return {one for one in texts if one in note_words()} | set(re.findall(r'Note\(\s*"(\w+)"', text))


def test_every_note_that_is_made_has_words_and_every_word_is_used() -> None:
    made = set().union(*(ids_in(path.read_text(encoding="utf-8")) for path in FORMATS.glob("*.py")))
    assert made == set(note_words())


def test_both_languages_name_the_same_arguments() -> None:
    for words in note_words().values():
        found = [sorted(re.findall(r"\{(\w+)\}", one)) for one in (words.meaning, words.meaning_zh)]
        assert found[0] == found[1], words.note
        assert re.search(r"[\u4e00-\u9fff]", words.meaning_zh)


def test_arguments_stand_in_the_words_whatever_they_hold() -> None:
    words = note_words()["hidden_sheet"]
    assert words.said({"sheet": "{sheet}{x}"}) == "The sheet {sheet}{x} is hidden; its rows were read"
    assert words.said_zh({"sheet": "一月"}) == "工作表“一月”已隐藏；其中的行已读取"


def test_a_note_without_words_is_seen() -> None:
    assert ids_in('Note("unheard_of", {})') - set(note_words()) == {"unheard_of"}
