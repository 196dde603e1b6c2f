"""What an XLSX archive holds besides cells: where its sheets lie, how it counts days, and what we do not follow."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from jicha.intake.errors import UnreadableFile
from jicha.intake.sources.formats.grid import Note
from jicha.intake.sources.formats.zip_guard import Archive
from jicha.intake.sources.refusals import ASK_FOR_FIGURES, COPY_THE_TABLE, POWERPOINT, SAVE_AS_XLSX, WORD, this_is
from jicha.terms.errors import Fault, Words

MARKS = ("[content_types].xml", "content.xml")  # one of them is in every Office file, of either make
_WORKBOOK = "xl/workbook.xml"
# Other things that come as a zip archive, by a part that only they have.
_OTHERS = (
    ("xl/workbook.bin", Words("an Excel binary workbook (XLSB)", "Excel 二进制工作簿（XLSB）"), SAVE_AS_XLSX),
    ("content.xml", Words("an OpenDocument file", "OpenDocument 文件"), SAVE_AS_XLSX),
    ("word/document.xml", WORD, COPY_THE_TABLE),
    ("ppt/presentation.xml", POWERPOINT, ASK_FOR_FIGURES),
)


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """``sheets`` are the parts of the sheets by name; ``is_stale``: the file calls its own results outdated."""

    sheets: dict[str, str]
    counts_from_1904: bool
    is_stale: bool
    notes: tuple[Note, ...]


def read_parts(archive: Archive) -> WorkbookParts:
    """The parts of a workbook. Raises UnreadableFile for archives that are none."""
    names = {one.lower(): one for one in archive.entries}
    for part, what, remedy in _OTHERS:
        if part in names:
            raise UnreadableFile(Fault.of(this_is(what), remedy, archive.name))
    if _WORKBOOK not in names:
        said = Words("the workbook has no list of sheets", "工作簿中没有工作表清单")
        raise UnreadableFile(Fault.of(said, SAVE_AS_XLSX, archive.name))
    book = _tree(archive, names[_WORKBOOK])
    targets = _targets(archive, names)
    sheets = {}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(next((value for key, value in sheet.items() if key.endswith("}id")), ""), "")
        if target in names:
            sheets[sheet.get("name", "")] = names[target]
    return WorkbookParts(sheets, _said(book, "workbookPr", "date1904"), _said(book, "calcPr", "fullCalcOnLoad"),
                         tuple(_notes(names)))  # fmt: skip


def _targets(archive: Archive, names: dict[str, str]) -> dict[str, str]:
    links = names.get("xl/_rels/workbook.xml.rels")
    if links is None:
        said = Words("the workbook does not say where its sheets are", "工作簿没有说明工作表的位置")
        raise UnreadableFile(Fault.of(said, SAVE_AS_XLSX, archive.name))
    found = {}
    for link in _tree(archive, links).iter("{*}Relationship"):
        target = link.get("Target", "").lower()
        found[link.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return found


def _said(book: etree._Element, tag: str, key: str) -> bool:
    return any(one.get(key) in ("1", "true") for one in book.iter(f"{{*}}{tag}"))


def _notes(names: dict[str, str]) -> list[Note]:
    links = sum(one.startswith("xl/externallinks/externallink") for one in names)
    notes = [Note("external_links", {"links": str(links)})] if links else []
    if "xl/vbaproject.bin" in names:
        notes.append(Note("macros"))
    return notes


def _tree(archive: Archive, part: str) -> etree._Element:
    content = archive.read(part)
    refuse_definitions(content, part, archive.name)
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        said = Words(f"the part {part} of the workbook is damaged", f"工作簿的组成部分 {part} 已损坏")
        raise UnreadableFile(Fault.of(said, SAVE_AS_XLSX, archive.name)) from error


def refuse_definitions(content: bytes, part: str, name: str) -> None:
    """Refuse XML that defines words of its own, each made of others: no workbook does. Raises UnreadableFile."""
    if b"\0" in content[:4] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        said = Words(f"the part {part} of the workbook is not in UTF-8", f"工作簿的组成部分 {part} 不是 UTF-8 编码")
        raise UnreadableFile(Fault.of(said, SAVE_AS_XLSX, name))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        said = Words(
            f"the part {part} defines entities, as only files made to do harm do",
            f"组成部分 {part} 自行定义实体，只有恶意文件才会这样",
        )
        raise UnreadableFile(Fault.of(said, SAVE_AS_XLSX, name))
