"""OLE2 files: streams whole, or refused."""

import io
import struct

import pytest
from made_xls import compound

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.compound_file import CompoundFile

LARGE = bytes(range(256)) * 40


def opened(content: bytes) -> CompoundFile:
    return CompoundFile(io.BytesIO(content), "a.xls")


def test_streams_are_found_by_name_in_any_case() -> None:
    file = opened(compound({"Workbook": LARGE, "Other": b"x" * 5000}))
    assert file.stream("workbook")[: len(LARGE)] == LARGE
    assert ("OTHER" in file, "Book" in file) == (True, False)


def test_a_chain_that_leads_in_a_circle_or_out_of_the_file_is_refused() -> None:
    content = bytearray(compound({"Workbook": LARGE}))
    first = struct.unpack_from("<I", content, 512 + 512 + 128 + 116)[0]
    for target in (first, 0x00FFFFFF):
        struct.pack_into("<I", content, 512 + 4 * (first + 3), target)
        with pytest.raises(UnreadableFile, match="damaged"):
            opened(bytes(content)).stream("Workbook")


def test_a_cut_file_and_one_of_nonsense_are_refused() -> None:
    whole = compound({"Workbook": LARGE})
    with pytest.raises(UnreadableFile):
        opened(whole[:-4096]).stream("Workbook")
    for content in (whole[:100], whole[:30] + b"\xff" * 4 + whole[34:], whole[:44] + b"\xff" * 468 + whole[512:]):
        with pytest.raises(UnreadableFile):
            opened(content).stream("Workbook")
