"""Text into records."""

import io

import numpy as np
import pytest

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.cutting import Records, split_record, whole_records


def test_records_end_at_line_ends_outside_quotes() -> None:
    records = Records.of(b'1,"a\nb"\n\n2,c,d\n', ",", 5)
    assert (records.fields.tolist(), records.lines.tolist()) == ([2, 1, 3], [5, 7, 8])
    assert records.blank.tolist() == [False, True, False]
    assert (records.text(0), records.joined(np.array([0, 2]))) == ('1,"a\nb"', b'1,"a\nb"\n2,c,d\n')


def test_a_text_comes_in_parts_that_end_with_a_whole_record() -> None:
    parts = list(whole_records(io.BytesIO(b'1,"a\nb"\n2,c'), "utf-8", "x.csv"))
    assert b"".join(parts) == b'1,"a\nb"\n2,c\n'


def test_the_sign_dos_put_at_the_end_is_no_record() -> None:
    assert b"".join(whole_records(io.BytesIO(b"1,a\n\x1a"), "utf-8", "x.csv")) == b"1,a\n"


@pytest.mark.parametrize(("text", "line", "told"), [(b'1\n2,"x\n3\n', 2, "never closes"), (b"1\n2\0\n", 2, "NUL")])
def test_what_cannot_be_cut_names_its_line(text: bytes, line: int, told: str) -> None:
    with pytest.raises(UnreadableFile, match=told) as caught:
        list(whole_records(io.BytesIO(text), "utf-8", "x.csv"))
    assert (caught.value.faults[0].file, caught.value.faults[0].line) == ("x.csv", line)


def test_a_quote_inside_a_field_is_named_before_the_one_that_it_leaves_open() -> None:
    text = 'a,b\n1,张"三,"x\n号"\n2,"y ""z"""\n'.encode()
    with pytest.raises(UnreadableFile, match="inside a field") as caught:
        list(whole_records(io.BytesIO(text), "utf-8", "x.csv"))
    assert caught.value.faults[0].line == 2
    with pytest.raises(UnreadableFile, match="never closes") as caught:  # doubled and quoted ones are as they should be
        list(whole_records(io.BytesIO(b'a,b\n1,"y ""z"""\n2,"x\n'), "utf-8", "x.csv"))
    assert caught.value.faults[0].line == 3


def test_a_record_is_split_by_itself_or_not_at_all() -> None:
    assert split_record('1,"a,b"', ",") == ["1", "a,b"]
    assert split_record("1\n2", ",") == []
