"""What a page shows of some rows."""

from __future__ import annotations

from collections.abc import Callable

from screens import page_of, text_of

from jicha.find.dossier import Dossiers
from jicha.press.run import Background
from jicha.schema import table


def test_columns_are_told_in_words_the_most_telling_first(
    look: Callable[..., Dossiers], background: Background
) -> None:
    found = look("ems:0012")
    (customers,) = (one.rows for one in found.records if one.table == "customer")
    told = [(column.name, texts) for column, _, texts in page_of(found, background).told(customers, table("customer"))]
    assert told[:4] == [
        ("name", ["张**"]), ("address", ["安平县城关镇文三路**"]), ("phone", ["***0123"]),
        ("customer_class", ["低压居民"]),
    ]  # fmt: skip
    assert "opened_on" not in dict(told)  # blank


def test_a_paragraph_stands_below_its_heading_and_leaves_no_blanks_behind(
    look: Callable[..., Dossiers], background: Background
) -> None:
    page = page_of(look("ems:0012"), background)
    page.print(page.say("find.known"))
    assert text_of(page) == "  已知\n"
