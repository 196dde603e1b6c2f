"""Zip archives: believed only as far as they can be checked before and while they are unpacked."""

import io
import random
import struct
import zipfile

import pytest
from made_xlsx import zipped

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats import zip_guard
from jicha.intake.sources.formats.zip_guard import Archive, open_archive

MARK = {"[Content_Types].xml": "x"}


def opened(content: bytes) -> Archive:
    return open_archive(io.BytesIO(content), "a.xlsx", marks=("[content_types].xml",))


def test_a_part_comes_out_as_it_went_in() -> None:
    text = "".join(f"户号,{number}\n" for number in range(300_000)).encode()
    archive = opened(zipped({**MARK, "a": text}))
    assert b"".join(archive.pieces("a")) == text
    assert archive.read("a") == text
    assert max(map(len, archive.pieces("a"))) <= 1 << 20


def test_parts_can_be_read_side_by_side() -> None:
    content = random.Random(1).randbytes(3_000_000)
    archive = opened(zipped({**MARK, "a": content, "b": b"b"}))
    pieces = archive.pieces("a")
    first = next(pieces)
    assert archive.read("b") == b"b"
    assert first + b"".join(pieces) == content


def test_a_stored_part_and_one_in_zip64_are_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "x")
        with file.open("a", "w", force_zip64=True) as part:
            part.write(b"stored")
    assert opened(made.getvalue()).read("a") == b"stored"


def test_a_part_larger_or_smaller_than_it_says_is_refused_while_it_is_unpacked() -> None:
    content = zipped({**MARK, "a": b"x" * 3000})
    for said, message in ((2000, "larger than the archive says"), (4000, "is damaged")):
        lying = content.replace(struct.pack("<L", 3000), struct.pack("<L", said))
        with pytest.raises(UnreadableFile, match=message):
            list(opened(lying).pieces("a"))


def test_a_damaged_or_cut_part_is_refused() -> None:
    content = bytearray(zipped({**MARK, "a": bytes(range(256)) * 99}))
    at = content.index(b"a", content.index(b"PK\3\4", 10)) + 20
    content[at : at + 30] = b"\xff" * 30
    with pytest.raises(UnreadableFile, match="damaged"):
        list(opened(bytes(content)).pieces("a"))


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "C:/a", "..\\a"])
def test_names_that_point_outside_are_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match="points outside"):
        opened(zipped({**MARK, name: "x"}))


def test_what_is_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped({**MARK, **{f"p{number}": "" for number in range(1000)}})
    with pytest.raises(UnreadableFile, match="has 1,001 parts"):
        opened(many)
    with pytest.raises(UnreadableFile, match=r"unpacks to .* times its size"):
        opened(zipped({**MARK, "a": bytes(2_000_000)}))
    monkeypatch.setattr(zip_guard, "LARGEST_ENTRY", 1000)
    with pytest.raises(UnreadableFile, match=r"the part a unpacks to 1,001 bytes; we take 1,000"):
        opened(zipped({**MARK, "a": bytes(1001)}))
    monkeypatch.setattr(zip_guard, "LARGEST_TOTAL", 1500)
    with pytest.raises(UnreadableFile, match="unpacks to 1,801 bytes; we take 1,500"):
        opened(zipped({**MARK, "a": bytes(900), "b": bytes(900)}))


@pytest.mark.parametrize("where", [0, 10, 12, 16])
def test_an_end_that_does_not_fit_is_refused(where: int) -> None:
    content = bytearray(zipped({**MARK, "a": "x"}))
    end = content.rindex(b"PK\5\6")
    content[end + where : end + where + 2] = b"\xff\x7f"
    with pytest.raises(UnreadableFile):
        opened(bytes(content))


def test_joined_twice_and_overlapping_archives_are_refused() -> None:
    content = zipped({**MARK, "a": "x"})
    with pytest.raises(UnreadableFile, match="joined to the end"):
        opened(content + b"more")
    with pytest.raises(UnreadableFile, match="end is missing"):
        opened(content[:-30])
    twice = zipped({**MARK, "a": "x", "b": "x"}).replace(b"b\0", b"a\0").replace(b"\0b", b"\0a")
    with pytest.raises(UnreadableFile):
        opened(twice)
    made = io.BytesIO(zipped({**MARK, "a": "x", "b": "x"}))
    with zipfile.ZipFile(made, "a") as file:
        file.getinfo("b").header_offset = file.getinfo("a").header_offset
        file.writestr("c", "x")
    with pytest.raises(UnreadableFile, match="overlap"):
        opened(made.getvalue())


def test_protected_and_strangely_packed_parts_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("[Content_Types].xml", "x" * 99)
    with pytest.raises(UnreadableFile, match="packed in a way"):
        opened(made.getvalue())
    content = bytearray(zipped(MARK))
    at = content.index(b"PK\1\2") + 8
    content[at] |= 1
    with pytest.raises(UnreadableFile, match="protected by a password"):
        opened(bytes(content))


def test_another_archive_is_to_be_unpacked_first() -> None:
    with pytest.raises(UnreadableFile, match=r"not a workbook.* Unpack it first"):
        opened(zipped({"a.csv": "a,b"}))
