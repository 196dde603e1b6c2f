"""Files of frames: hex lines, JSON Lines with a ``frame`` field, or the bytes themselves as they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jicha.intake.errors import UnreadableFile
from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.conversation import Conversation
from jicha.intake.frames.frame import Frame
from jicha.intake.frames.lines import carried
from jicha.intake.frames.parse import parse_frame, parse_frames
from jicha.terms.errors import Fault, Words

_TEXT_BEGINS = b"0123456789abcdefABCDEF{"  # the start bytes of frames (68 h, 7E ~, FE) are none of these
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LARGEST = 64 << 20  # bytes: half a million frames and more


@dataclass(frozen=True, slots=True)
class Placed:
    """A frame, or what stands in the place of one, with its place: line from 1 (0 in a binary file), offset from 0."""

    line: int
    offset: int
    text: str
    said: Frame | BadFrame
    received_at: datetime | None = None


def read_file(path: Path) -> Iterator[Placed]:
    """Every frame of a file, good or bad, in order. The format shows in the first byte. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        message = Words(f"the file cannot be read: {error.strerror}", f"无法读取文件（{error.strerror}）")
        remedy = Words("Check the path.", "请检查路径是否正确、是否有权读取。")
        raise UnreadableFile(Fault.of(message, remedy, str(path))) from error
    if len(content) > _LARGEST:
        most = f"{_LARGEST >> 20} MiB"
        message = Words(
            f"the file has more than {most}, which is more than is read at once", f"文件超过 {most}，一次读不完"
        )
        raise UnreadableFile(Fault.of(message, Words("Split it.", "请拆成几个较小的文件。"), str(path)))
    if content.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] in [bytes((one,)) for one in _TEXT_BEGINS]:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            message = Words(
                f"the text is not UTF-8 at byte {error.start}", f"文本在第 {error.start} 字节处不是 UTF-8 编码"
            )
            remedy = Words("Save it as UTF-8.", "请另存为 UTF-8 后再读取。")
            raise UnreadableFile(Fault.of(message, remedy, str(path))) from error
        yield from read_lines(enumerate(text.splitlines(), start=1))
        return
    for said in parse_frames(content):
        length = said.length if isinstance(said, Frame) else 0
        raw = content[said.offset : said.offset + length].hex().upper()
        yield Placed(0, said.offset, raw, said)


def read_lines(lines: Iterable[tuple[int, str]]) -> Iterator[Placed]:
    """The frame of each line that is not blank. Lines hear each other as the frames of a stream do."""
    talk = Conversation()
    for line, text in lines:
        yield from read_line(line, text, talk)


def read_line(line: int, text: str, talk: Conversation) -> Iterator[Placed]:
    """The frame of one line, none of a blank one."""
    received_at = None
    said: Frame | BadFrame
    try:
        found = carried(text)
        if found is None:
            return
        received_at = found.received_at
        said = talk.hear(parse_frame(found.frame), found.frame)
    except BadFrame as fault:
        said = fault
    yield Placed(line, said.offset, text.strip(), said, received_at)
