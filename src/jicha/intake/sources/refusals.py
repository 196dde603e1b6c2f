"""Why a whole file is refused and what to do about it, where more than one place says the same."""

from __future__ import annotations

from pathlib import Path

from jicha.terms.errors import Fault, Words

NOTHING_IN_IT = Words("the file is empty", "文件是空的")
NO_RECORDS = Words("the file has no records", "文件中没有记录")
NO_CELL = Words("the workbook has no cell with a value", "工作簿中没有任何数据")
OLD_EXCEL_DAMAGED = Words("the old Excel file is damaged", "旧版 Excel 文件（.xls）已损坏")
WORD = Words("a Word document", "Word 文档")
POWERPOINT = Words("a PowerPoint file", "PowerPoint 文件")

EXPORT_AGAIN = Words("Export it again.", "请重新导出该文件。")
SAVE_AS_XLSX = Words("Open it in Excel or WPS and save it as XLSX.", "请用 Excel 或 WPS 打开，另存为 XLSX 后再导入。")
SAVE_WITHOUT_PASSWORD = Words("Save it without the password.", "请取消密码，另存后再导入。")
SPLIT = Words("Split it into smaller files, or export it as CSV.", "请拆成几个较小的文件，或改为导出 CSV。")
COPY_THE_TABLE = Words(
    "Copy its table into a workbook, or export the table as CSV.", "请把其中的表格复制到工作簿，或从系统导出 CSV。"
)
ASK_FOR_FIGURES = Words("Ask for the export its figures were taken from.", "请索取这些数据的原始导出文件。")
NO_LINE_ENDS = Words(
    "The line ends are missing or the file is no table; export it again.", "文件缺少换行，或不是数据表；请重新导出。"
)
FLAT_TABLE = Words("Export it again as a flat table.", "请按普通二维表重新导出。")


def this_is(what: Words) -> Words:
    """What a file is that nobody reads."""
    gap = " " if what.zh[0].isascii() else ""
    return Words(f"this is {what.en}", f"这是{gap}{what.zh}")


def line_too_long(most_bytes: int) -> Words:
    """A line longer than any record."""
    most = f"{most_bytes >> 20} MiB"
    return Words(f"this line is longer than {most}, which no record is", f"该行超过 {most}，不是一条记录")


def row_out_of_order(number: int) -> Words:
    """A row of a sheet that cannot stand where it does."""
    return Words(
        f"row {number:,} of the sheet stands twice or out of order", f"工作表第 {number:,} 行重复出现或次序颠倒"
    )


def xml_damaged(said: str) -> Words:
    """XML that ends or breaks where it may not; ``said`` is the parser's word for it."""
    return Words(f"the XML is damaged: {said}", f"XML 文件已损坏（{said}）")


def too_many_columns(columns: int, place: str, line: int, *, most: int) -> Fault:
    """A header, or a line that could be one, with more columns than anybody exports."""
    return Fault.of(
        Words(f"the header has {columns:,} columns, which no export has", f"表头有 {columns:,} 列，不像系统导出的数据"),
        Words(f"Export at most {most:,} columns.", f"请重新导出，最多 {most:,} 列。"),
        place,
        line,
    )


def cannot_be_read(error: OSError, path: Path) -> Fault:
    """A file that the system does not hand over."""
    said = (error.strerror or str(error)).lower()
    return Fault.of(
        Words(f"the file cannot be read: {said}", f"无法读取文件（{said}）"),
        Words("Check the path and the right to read it.", "请检查路径是否正确、是否有权读取。"),
        str(path),
    )
