"""Words set as Markdown."""

from jicha.pages.render_markdown import both, code, escaped, table, text
from jicha.pages.render_words import Pair


def test_a_cell_keeps_to_its_line_and_its_column() -> None:
    assert text("a |\n b <i>") == "a \\| b &lt;i&gt;"
    assert code("a || b > c") == "`a \\|\\| b > c`"
    assert escaped("a & b") == "a &amp; b"


def test_two_languages_are_said_once_when_they_are_the_same() -> None:
    assert both(Pair("kWh", "kWh")) == "kWh"
    assert both(Pair("Energy", "电量")) == "Energy 电量"


def test_a_table_has_a_rule_under_its_heads() -> None:
    assert list(table(["a", "b"], [["1", "2"]])) == ["| a | b |", "|---|---|", "| 1 | 2 |"]
