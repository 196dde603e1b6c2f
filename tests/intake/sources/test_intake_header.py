"""The header of a table, wherever it stands."""

from jicha.intake.sources.formats.grid import HeadRow, TableHead
from jicha.intake.sources.header import headers, named
from jicha.intake.sources.source import Header


def grid(*rows: tuple[str, ...], spans: tuple[tuple[int, int], ...] = ()) -> TableHead:
    return TableHead("", None, tuple(HeadRow(line, row, spans=spans) for line, row in enumerate(rows, 1)), len(rows))


def words(table: TableHead) -> list[tuple[str, ...]]:
    return [one.words for one in headers(table, [","])]


def test_two_rows_are_joined_where_the_upper_one_needs_it() -> None:
    table = grid(("户号", "电量", "", "金额"), ("", "峰", "谷", ""), ("1", "2", "3", "4"))
    assert words(table)[0] == ("户号", "电量/峰", "电量/谷", "金额")
    found = next(headers(table, [","]))
    assert (found.last_line, found.above) == (2, ())


def test_a_merged_cell_of_a_workbook_reaches_over_its_columns() -> None:
    table = grid(("户号", "电量", ""), ("户号", "峰", "谷"), spans=((1, 2),))
    assert words(table)[0] == ("户号", "电量/峰", "电量/谷")


def test_a_whole_row_of_words_is_a_header_of_its_own() -> None:
    assert words(grid(("户号", "电量"), ("1", "2")))[0] == ("户号", "电量")


def test_lines_above_are_told() -> None:
    table = grid(("5月电费清单", ""), ("户号", "电量"))
    assert [one.above for one in headers(table, [","]) if one.words == ("户号", "电量")] == [("5月电费清单",)]


def test_text_is_split_by_each_separator() -> None:
    table = TableHead("", None, (HeadRow(1, ('"a;b";c',)),), 1)
    assert [one.words for one in headers(table, [",", ";"])] == [("a;b;c",), ("a;b", "c")]


def test_marks_that_nobody_sees_are_no_part_of_a_word() -> None:
    assert words(grid(("\ufeff户号 ", "电\u200b量", "a\nb")))[0] == ("户号", "电量", "a b")


def test_synonyms_take_the_profiles_word_unless_two_columns_would_bear_it() -> None:
    synonyms = {"户号": ("用户编号", "客户编号")}
    header = Header(("用户 编号", "电量"), ("用户 编号", "电量"))
    assert named(header, synonyms).words == ("户号", "电量")
    assert named(header, synonyms).titles == header.titles
    both = Header(("用户编号", "客户编号"), ("用户编号", "客户编号"))
    assert named(both, synonyms).words == both.words
    own = Header(("户号", "用户编号"), ("户号", "用户编号"))
    assert named(own, synonyms).words == own.words
