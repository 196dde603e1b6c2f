"""Encodings by mark and by strict trial."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.encoding import decide_encoding, decoded_parts

WORDS = "户号,户名\n1,李明\n2,㐂𠮷€\n"


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        (WORDS.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "utf-8-sig"),
        (WORDS.encode("gb18030"), "gb18030"),
        (WORDS.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16-be"),
        (b"plain,ascii\n1,2\n", "utf-8"),
    ],
)
def test_the_encoding_is_found_and_the_text_is_whole(encoded: bytes, name: str) -> None:
    file = io.BytesIO(encoded)
    assert decide_encoding(file, "a.csv").name == name
    text = b"".join(decoded_parts(file, name)).decode()
    assert text == (WORDS if name != "utf-8" or encoded == WORDS.encode() else "plain,ascii\n1,2\n")


def test_two_encodings_in_one_file_are_refused_with_the_line() -> None:
    mixed = "户号,户名\n1,李明\n".encode() + "2,王芳明\n".encode("gb18030") + "3,李\n".encode()
    with pytest.raises(UnreadableFile) as caught:
        decide_encoding(io.BytesIO(mixed + b"\xff\n"), "a.csv")
    fault = caught.value.faults[0]
    assert "utf-8 fails at line 3" in fault.message
    assert (fault.line >= 3, fault.remedy.endswith("Save the file as UTF-8.")) == (True, True)


def test_a_cut_off_character_at_the_end_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        decide_encoding(io.BytesIO("户号\n".encode() + "李".encode()[:2]), "a.csv")


def test_all_line_ends_become_one() -> None:
    assert b"".join(decoded_parts(io.BytesIO(b"a\r\nb\rc\nd"), "utf-8")) == b"a\nb\nc\nd"


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0\ufeff"), max_size=30))
def test_any_text_comes_back_from_gb18030(text: str) -> None:
    content = f"户号\n{text}\n"
    file = io.BytesIO(content.encode("gb18030"))
    name = decide_encoding(file, "a.csv").name
    read = b"".join(decoded_parts(file, name)).decode()
    assert read == content if name == "gb18030" else read != "", "never a replacement character"
    assert "\ufffd" not in read or "\ufffd" in text


@pytest.mark.parametrize("first", ["gb18030", "utf-8"])
def test_two_counties_joined_into_one_file_are_refused_at_the_line(first: str) -> None:
    second = "utf-8" if first == "gb18030" else "gb18030"
    one = "".join(f"{number},李明,城关站所\n" for number in range(999)).encode(first)
    other = "".join(f"{number},王芳,河西站所\n" for number in range(20)).encode(second)
    with pytest.raises(UnreadableFile, match=f"changes from {first.upper()} to {second.upper()}") as caught:
        decide_encoding(io.BytesIO(b"no,name,org\n" + one + other), "two.csv")
    assert caught.value.faults[0].line == 1001


def test_a_rare_name_that_is_utf8_by_chance_does_not_condemn_a_file() -> None:
    by_chance = bytes([0xE6, 0xA1, 0xA1, 0xE6, 0xA1, 0xA1])  # three signs in GB18030, two in UTF-8
    text = "1,李明\n".encode("gb18030") * 50 + b"2," + by_chance + b"\n"
    assert decide_encoding(io.BytesIO(text), "a.csv").name == "gb18030"


def test_a_single_line_of_another_encoding_is_refused() -> None:
    text = "1,李明\n".encode("gb18030") * 50 + "2,江苏省南京市中山北路\n".encode() + "3,王芳\n".encode("gb18030")
    with pytest.raises(UnreadableFile, match="changes from GB18030 to UTF-8") as caught:
        decide_encoding(io.BytesIO(text), "a.csv")
    assert caught.value.faults[0].line == 51
