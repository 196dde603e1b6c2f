"""XLSX files for tests, part by part, so that each fault of a foreign writer can be made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Styles by number: 0 general, 1 a day, 2 a time, 3 hours beyond 24, 4 a day with its time.
STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/>'
    '<xf numFmtId="46"/><xf numFmtId="22"/></cellXfs></styleSheet>'
)


def xlsx(
    *sheets: str,
    names: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    strings: str = "",
    book: str = "",
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook; each of ``sheets`` is the content of a worksheet (see ``data``).

    ``strings`` is the content of the table of shared strings, ``book`` stands before the list of sheets, ``parts`` are
    further parts of the archive (or others in the place of ours).
    """
    names = names or tuple(f"Sheet{number + 1}" for number in range(len(sheets)))
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for number, name in enumerate(names, 1)
    )
    before, after = (book, "") if "workbookPr" in book else ("", book)
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{before}<sheets>{listed}</sheets>{after}'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}">{links}'
        f'<Relationship Id="rIdS" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        **{
            f"xl/worksheets/sheet{number}.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'
            for number, sheet in enumerate(sheets, 1)
        },
        **(parts or {}),
    }
    return zipped(made)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of parts."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # as if of 1980: the same parts give the same archive
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return archive.getvalue()


def data(*rows: tuple[object, ...], attributes: Mapping[int, str] | None = None) -> str:
    """The cells of a sheet, row by row from 1; None leaves a cell out. A text that begins with ``<`` stands as it is.

    ``attributes`` are further attributes of rows, by their number.
    """
    written = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(place(number, column), one) for column, one in enumerate(row) if one is not None)
        written.append(f'<row r="{number}" {(attributes or {}).get(number, "")}>{cells}</row>')
    return f"<sheetData>{''.join(written)}</sheetData>"


def place(row: int, column: int) -> str:
    """The word of a cell: row from 1, column from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def number(value: object, style: int = 0) -> str:
    """A cell with a number in a style, to stand in a row of ``data``."""
    return f'<c r="@" s="{style}"><v>{value}</v></c>'


def _cell(where: str, value: object) -> str:
    text = str(value)
    if isinstance(value, str) and text.startswith("<"):
        return text.replace('r="@"', f'r="{where}"')
    if isinstance(value, bool):
        return f'<c r="{where}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{where}"><v>{text}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
