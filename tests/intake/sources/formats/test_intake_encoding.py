"""Encodings by mark and by strict trial."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.encoding import decide_encoding, decoded_parts

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
def test_the_encoding_is_found_and_the_text_is_whole(write: Callable[..., Path], encoded: bytes, name: str) -> None:
    path = write(encoded)
    assert decide_encoding(path).name == name
    text = b"".join(decoded_parts(path, name)).decode()
    assert text == (WORDS if name != "utf-8" or encoded == WORDS.encode() else "plain,ascii\n1,2\n")


def test_two_encodings_in_one_file_are_refused_with_the_line(write: Callable[..., Path]) -> None:
    mixed = "户号,户名\n1,李明\n".encode() + "2,王芳明\n".encode("gb18030") + "3,李\n".encode()
    with pytest.raises(UnreadableFile) as caught:
        decide_encoding(write(mixed + b"\xff\n"))
    fault = caught.value.faults[0]
    assert "utf-8 fails at line 3" in fault.message
    assert (fault.line >= 3, fault.remedy.endswith("Save the file as UTF-8.")) == (True, True)


def test_a_cut_off_character_at_the_end_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(UnreadableFile):
        decide_encoding(write("户号\n".encode() + "李".encode()[:2]))


def test_all_line_ends_become_one(write: Callable[..., Path]) -> None:
    assert b"".join(decoded_parts(write(b"a\r\nb\rc\nd"), "utf-8")) == b"a\nb\nc\nd"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0\ufeff"), max_size=30))
def test_any_text_comes_back_from_gb18030(write: Callable[..., Path], text: str) -> None:
    content = f"户号\n{text}\n"
    path = write(content.encode("gb18030"))
    name = decide_encoding(path).name
    read = b"".join(decoded_parts(path, name)).decode()
    assert read == content if name == "gb18030" else read != "", "never a replacement character"
    assert "\ufffd" not in read or "\ufffd" in text
