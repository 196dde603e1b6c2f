"""What to say when a table fits no kind of file: what is missing, what is new, and which kind comes closest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jicha.intake.errors import NoProfile
from jicha.intake.nearest import nearest
from jicha.intake.nearness import distance, in_another_unit, is_another, likest, renamed
from jicha.intake.profile import FileKind, Profile
from jicha.intake.sources.header import DELIMITERS, named
from jicha.intake.sources.open import OpenTable
from jicha.intake.sources.source import Header, Source
from jicha.terms.errors import Fault, Words

PROPOSE = Words(
    "Propose a profile for it: jicha intake profile FILE; then give it with --profile PATH.",
    "请先生成导入模板：jicha intake profile 文件，核对后用 --profile 指定该模板再导入。",
)
_TOLD = 12  # words of a header, in a message


def new_columns(source: Source, profile: Profile, kind: FileKind, words: Sequence[str]) -> list[Fault]:
    """Columns that the kind does not know, each with the known word it may be another spelling of."""
    faults = []
    place = f"{source.path}[{source.sheet}]" if source.sheet else str(source.path)
    alike = renamed(kind, source.words)
    for word in words:
        close = alike.get(word)
        message = Words(
            f"the column {word!r} is new: {kind.name} of {profile.name} does not know it, and nothing was loaded",
            f"“{word}”是新出现的列，模板 {profile.name}（{kind.name}）中没有，本次未导入任何数据",
        )
        asks = f"Is it {close!r} by another name? Then add it under synonyms. " if close else ""
        asks_zh = f"若就是“{close}”换了名称，请加入模板的 synonyms；否则" if close else ""
        remedy = Words(
            f"{asks}Otherwise add it to the profile, or leave it out this time: --leave-out {word!r}.",
            f"{asks_zh or '请'}在模板中增加该列，或本次不导入该列：--leave-out '{word}'。",
        )
        faults.append(Fault.of(message, remedy, place, source.header.last_line))
    return faults


def unread_sheet(table: OpenTable, profile: Profile) -> list[Fault]:
    """A sheet that is of no kind, in a file whose other sheets are."""
    name = table.head.name
    message = Words(
        f"the sheet {name!r} is of no kind that {profile.name} knows, and nothing was loaded",
        f"模板 {profile.name} 中没有工作表“{name}”这类数据，本次未导入任何数据",
    )
    remedy = Words(
        f"Add its kind to the profile, list it under ignore_sheets, or leave it out this time: --leave-out {name!r}.",
        f"请在模板中增加这类数据，或列入 ignore_sheets，或本次不导入该表：--leave-out '{name}'。",
    )
    return [Fault.of(message, remedy, f"{table.parsed.path}[{name}]")]


def missing_columns(table: OpenTable, profile: Profile) -> list[Fault]:
    """What the file lacks of the kind it comes closest to."""
    path = str(table.parsed.path)
    kind, header = min((_nearest(table, kind) for kind in profile.files), key=lambda pair: _far(*pair))
    if kind.fits(header.words) and table.parsed.format in kind.formats:
        return [_another(kind, header, path)]
    if kind.fits(header.words):
        message = Words(
            f"the file is {table.parsed.format}, {kind.name} comes as {' or '.join(kind.formats)}",
            f"文件格式是 {table.parsed.format}，模板中的 {kind.name} 应为 {' 或 '.join(kind.formats)}",
        )
        remedy = Words("Add it under format.", "请在模板的 format 中增加这种格式，或按原格式重新导出。")
        return [Fault.of(message, remedy, path)]
    encoding = f", read as {table.parsed.encoding}" if table.parsed.encoding else ""
    encoding_zh = f"（按 {table.parsed.encoding} 编码读取）" if table.parsed.encoding else ""
    faults = []
    alike = {word: strange for strange, word in likest(kind, header.words).items()}
    for word in kind.header:
        if word not in header.words:
            close = alike.get(word) or nearest(word, header.words)
            message = Words(
                f"the column {word!r} of {kind.name} is missing{encoding}",
                f"缺少 {kind.name} 所需的“{word}”列{encoding_zh}",
            )
            faults.append(Fault.of(message, _instead(close, header.words), path, header.last_line or 1))
    return faults


def _instead(close: str, words: Sequence[str]) -> Words:
    """What to do about a missing column: the file may have it under another word."""
    if in_another_unit(close):
        return Words(
            f"The file has {close!r}, in another unit. {PROPOSE.en}", f"文件中的“{close}”单位不同。{PROPOSE.zh}"
        )
    if close:
        return Words(
            f"The file has {close!r}: is it the same?",
            f"文件中有“{close}”，是否为同一列？如是，请加入模板的 synonyms。",
        )
    return Words(
        f"It has: {', '.join(words[:_TOLD])}.", f"文件中的列：{'、'.join(words[:_TOLD])}。请补上该列，重新导出。"
    )


def _another(kind: FileKind, header: Header, path: str) -> Fault:
    """A file that has the few header words of a kind, and more columns that the kind does not know than it knows."""
    strange = kind.strange(header.words)
    known, all_of_them = len(header.words) - len(strange), len(header.words)
    message = Words(
        f"{kind.name} knows only {known} of its {all_of_them} columns, not {', '.join(strange[:_TOLD])}",
        f"{kind.name} 只认得其中 {known} 列（共 {all_of_them} 列），不认得：{'、'.join(strange[:_TOLD])}",
    )
    return Fault.of(message, PROPOSE, path, header.last_line or 1)


def _nearest(table: OpenTable, kind: FileKind) -> tuple[FileKind, Header]:
    """A kind and the header of the table that comes nearest to it."""
    delimiters = [kind.delimiter] if kind.delimiter else DELIMITERS
    candidates = list(table.headers(delimiters)) or [Header((), ())]
    return kind, min((named(one, kind.synonyms) for one in candidates), key=lambda one: _far(kind, one))


def _far(kind: FileKind, header: Header) -> tuple[bool, bool, int, int]:
    """What a header shares no word with is furthest, then what knows few of its columns; then by words lacking."""
    shared = len(set(kind.header) & set(header.words))
    return not shared, is_another(kind, header.words), distance(kind, header.words), -shared


def no_profile(table: OpenTable, known: Sequence[Profile]) -> NoProfile:
    """That no profile reads a table, and what the closest would need."""
    path = str(table.parsed.path)
    far = {one.name: min(_far(*_nearest(table, kind)) for kind in one.files) for one in known}
    closest = min(known, key=lambda one: far[one.name], default=None)
    is_near = closest is not None and not far[closest.name][0]
    if closest and is_near:  # a header with a word blank or twice is told from the first records below it
        likeliest = min((_nearest(table, kind) for kind in closest.files), key=lambda pair: _far(*pair))[1]
    else:
        likeliest = max(table.headers(), key=lambda one: len(set(one.words)), default=Header((), ()))
    titles = likeliest.titles[:_TOLD]
    message = Words(f"no profile reads the header {', '.join(titles)}", f"没有模板能读取该表头：{'、'.join(titles)}")
    faults = [Fault.of(message, PROPOSE, path, likeliest.last_line or 1)]
    if closest and is_near:
        faults += [
            replace(
                one,
                message=f"closest is {closest.name}, but {one.message}",
                message_zh=f"最接近的模板是 {closest.name}，但{one.message_zh}",
            )
            for one in missing_columns(table, closest)
        ]
    return NoProfile(faults)
