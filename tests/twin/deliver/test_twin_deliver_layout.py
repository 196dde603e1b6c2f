"""Layouts are read strictly, and their header words are those that the profile of their system reads."""

from __future__ import annotations

import pytest

from jicha.intake.profile import FileKind, Kind
from jicha.intake.shipped import profiles
from jicha.schema import tables
from jicha.twin.deliver.layout import BadLayout, Layout, layouts, read_layout
from jicha.twin.deliver.wide import MADE_FROM

HEAD = "-- title: 表\n-- system: asset\n-- form: csv\n-- tables: meter\n-- driven by: meter\n-- key: 资产编号\n"
SELECT = 'SELECT t.meter_id AS "资产编号" FROM new_meter AS t'


def words_of(layout: Layout) -> list[str]:
    """The aliases of a SELECT in order."""
    return [part.split('"')[0] for part in layout.sql.split(' AS "')[1:]]


def kind_of(layout: Layout, words: list[str]) -> FileKind | None:
    """The kind of file that knows every word and misses none; only one may."""
    (profile,) = [one for one in profiles() if one.name == f"cn_{layout.system}"]
    fitting = [one for one in profile.files if set(one.header) <= set(words) and not one.strange(words)]
    return max(fitting, key=lambda one: len(one.header), default=None)


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.name)
def test_the_profile_of_its_system_knows_every_word_of_a_layout(layout: Layout) -> None:
    words = words_of(layout)
    assert len(set(words)) == len(words)
    kind = kind_of(layout, words)
    assert kind is not None
    assert not (set(kind.ignored) - set(kind.header)) & set(words), "a column that nobody reads"
    assert {one.table for one in kind.targets if one.kind is not Kind.MENTIONS} >= set(layout.tables)


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.name)
def test_a_layout_brings_every_column_that_its_profile_can_read(layout: Layout) -> None:
    words = set(words_of(layout))
    kind = kind_of(layout, [*words])
    assert kind is not None
    for target in kind.targets:
        if target.table in layout.tables and target.kind is not Kind.MENTIONS and not layout.slim:
            unread = {name: one.reads for name, one in target.columns.items() if one.reads}
            assert [name for name, reads in unread.items() if not words & set(reads)] == []


def test_a_word_that_no_profile_knows_would_be_noticed() -> None:
    layout = next(one for one in layouts() if one.name == "bills")
    assert kind_of(layout, [*words_of(layout), "心情"]) is None
    assert kind_of(layout, [one for one in words_of(layout) if one != "户号"]) is None


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.name)
def test_what_a_head_speaks_of_is_there(layout: Layout) -> None:
    words = set(words_of(layout))
    spoken = [*layout.key, *layout.total, *layout.apostrophes, *(word for word, _ in layout.breaks)]
    assert set(spoken) | ({layout.corrects} - {""}) <= words
    read = {one.removeprefix("new_") for one in layout.reads}
    assert read <= tables().keys() | MADE_FROM.keys()


def test_a_table_has_no_two_layouts_that_would_both_bring_a_row() -> None:
    carried = [name for one in layouts() for name in one.tables]
    twice = {name for name in carried if carried.count(name) > 1}
    # Points with and without a customer, open and archived orders, curves of two kinds.
    assert twice == {"point", "meter_installation", "meter", "service_order", "curve"}


def test_a_head_is_read_word_by_word() -> None:
    more = "-- disturbed: yes\n-- total: a, b\n-- breaks: a number; b date\n-- corrects: a\n-- slim: yes\n"
    layout = read_layout("x", f"{HEAD}{more}{SELECT}\n")
    assert (layout.title, layout.system, layout.form, layout.key) == ("表", "asset", "csv", ("资产编号",))
    assert (layout.disturbed, layout.total, layout.slim) == (True, ("a", "b"), True)
    assert layout.breaks == (("a", "number"), ("b", "date"))
    assert layout.sql == SELECT
    assert layout.reads == frozenset({"new_meter"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("-- form: csv", "-- form: docx") + SELECT, "'docx' is no form"),
        (HEAD.replace("-- key: 资产编号\n", "") + SELECT, "key is missing"),
        (HEAD + "-- colour: red\n" + SELECT, "'colour' is no word"),
        (HEAD + "-- breaks: a badly\n" + SELECT, "'badly' is no way"),
        (HEAD.replace("tables: meter", "tables: metre") + SELECT, "'metre' is no canonical table"),
    ],
)
def test_a_head_that_says_what_no_layout_can_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadLayout, match=said):
        read_layout("x", text)


def test_months_are_told_by_their_words_or_by_name() -> None:
    layout = read_layout("x", HEAD + SELECT)
    assert layout.is_month("电费年月")
    assert layout.is_month("月份")
    assert not layout.is_month("数据日期")
